//! Getting in: sign-in, activation, reset, change of PIN or password, a lost card.
