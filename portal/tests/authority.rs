//! Code that forgets its authority does not compile: each way round that was found is a program the compiler refuses.
//!
//! What it says stands beside each program; after a change of wording in a new compiler,
//! `TRYBUILD=overwrite cargo test -p portal --test authority` writes it anew.

#[test]
fn who_has_not_proved_it_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/authority/*.rs");
}
