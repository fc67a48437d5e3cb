//! Getting in: sign-in, activation, reset, change of PIN or password, a lost card.
use crate::{Portal, Result, authority::Patron, password::Hasher};
use domain::{profile::Profile, words::{Lang, Text}};
use secrecy::SecretString;
use std::net::IpAddr;
use tower_sessions::Session;
pub struct Attempt<'a> { pub card_number: &'a str, pub secret: SecretString, pub client: IpAddr, pub device: Option<&'a str>, pub shared: bool, pub device_label: Option<String>, pub lang: Lang }
pub enum SignIn { Welcome { device: Option<SecretString> }, Refused, Busy { retry_after_seconds: u32 } }
pub async fn sign_in(_: &Portal, _: &Hasher, _: &Profile, _: &Session, _: Attempt<'_>) -> Result<SignIn> { todo!() }
#[derive(Clone, Copy)] pub enum Purpose { Activation, Reset }
pub struct LinkWanted<'a> { pub card_number: &'a str, pub purpose: Purpose, pub client: IpAddr, pub lang: Lang, pub base_url: &'a str }
pub async fn ask_for_link(_: &Portal, _: &Profile, _: LinkWanted<'_>) -> Result<()> { todo!() }
pub async fn token_is_live(_: &Portal, _: &Profile, _: &str, _: IpAddr) -> Result<bool> { todo!() }
pub enum Chosen { Done, Weak(Text), Refused, Busy { retry_after_seconds: u32 } }
pub async fn choose_with_token(_: &Portal, _: &Hasher, _: &Profile, _: &str, _: SecretString, _: IpAddr) -> Result<Chosen> { todo!() }
pub enum Changed { Done, Weak(Text), WrongCurrent, Busy { retry_after_seconds: u32 } }
#[allow(clippy::too_many_arguments)]
pub async fn change_secret(_: &Portal, _: &Hasher, _: &Profile, _: &Patron, _: &Session, _: SecretString, _: SecretString, _: IpAddr, _: Lang) -> Result<Changed> { todo!() }
pub enum Confirmed { Yes, No, Busy { retry_after_seconds: u32 } }
pub async fn confirm_again(_: &Portal, _: &Hasher, _: &Profile, _: &Patron, _: SecretString, _: IpAddr) -> Result<Confirmed> { todo!() }
pub async fn report_card_lost(_: &Portal, _: &Profile, _: &Patron, _: Lang) -> Result<()> { todo!() }
pub async fn make_activation_code(_: &Portal, _: &Profile, _: &str, _: &'static str) -> Result<Option<SecretString>> { todo!() }
