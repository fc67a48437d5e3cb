//! Slowing down guessing: counters in Postgres by client, by card, by device, and the spray detector.
