//! Believable people for the demo libraries, the same ones each time from a seed.
