//! Newsletters, as the Director and the administrator write and send them. For others there are no such pages.

pub mod edit;
pub mod issue;
pub mod list;
pub mod service;

use crate::{request::failure::Failure, words::newsletter as words};
use domain::words::Text;
use portal::{
    authority::{Director, Editor, Staff},
    newsletter::State,
};

/// Who writes and sends newsletters.
pub fn editor(staff: &Staff) -> Result<Editor, Failure> {
    Editor::of(staff).ok_or(Failure::NotFound)
}

/// Who reads single addresses, and makes lists of them for a service: the Director alone.
fn director(staff: &Staff) -> Result<Director, Failure> {
    Director::of(staff).ok_or(Failure::NotFound)
}

/// Where an issue stands.
fn state(state: State) -> Text {
    match state {
        State::Draft => words::DRAFT,
        State::Scheduled => words::SCHEDULED,
        State::Sending => words::SENDING,
        State::Done => words::DONE,
        State::Stopped => words::STOPPED,
    }
}
