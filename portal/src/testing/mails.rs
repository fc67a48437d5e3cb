//! The mails that a library has written, read in its outbox.

use super::House;
use crate::mail::{DevMail, dev_list};

impl House {
    /// The last 50, newest first, with their links.
    pub(crate) async fn mails(&self) -> Vec<DevMail> {
        dev_list(&self.portal, self.slug()).await.unwrap()
    }

    /// What the link of the newest mail that has one carries: the token after `?t=`.
    pub(crate) async fn last_link(&self) -> String {
        let mails = self.mails().await;
        let link = mails.iter().find_map(|mail| mail.text.split_once("?t=")).expect("a mail with a link").1;
        link.chars().take_while(char::is_ascii_alphanumeric).collect()
    }
}
