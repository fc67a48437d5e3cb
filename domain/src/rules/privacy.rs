//! stub
use crate::{profile::Profile, words::{Lang, Text}};
pub struct Topic; impl Topic { pub fn label(&self) -> Text { todo!() } }
pub struct Statement; impl Statement { pub fn words(&self, _: Lang) -> String { todo!() } pub fn citation(&self, _: Lang) -> String { todo!() } }
pub struct Group { pub topic: Topic, pub statements: Vec<Statement> }
pub fn statements(_: &Profile) -> Vec<Group> { todo!() }
