//! Delivering what is due.

use super::{
    claim::{self, Claimed, Taken},
    lane::Lane,
    seal,
    transport::{Outcome, Transport},
};
use crate::{Portal, Result, entropy::Entropy};
use chrono::Duration;

/// The wait after the first failure; doubled after each.
const FIRST_WAIT: Duration = Duration::seconds(30);

/// No wait is longer.
const LONGEST_WAIT: Duration = Duration::hours(4);

/// No wait for a server that is away is longer: once it is back, its mail goes.
const LONGEST_WAIT_FOR_SERVER: Duration = Duration::minutes(10);

/// What one round of delivering did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Delivered {
    /// Mails the server took.
    pub sent: usize,
    /// Mails that are tried again later.
    pub again: usize,
    /// Mails that will never be sent: refused for good, or their time is over.
    pub failed: usize,
    /// Mails that are not wanted any more.
    pub withheld: usize,
    /// Mails that wait for the library's hours, or because enough goes to their domain now.
    pub put_off: usize,
    /// Whether the round ended early because the server is away or does not accept the portal.
    pub away: bool,
}

impl Delivered {
    /// This and what another did.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            sent: self.sent + other.sent,
            again: self.again + other.again,
            failed: self.failed + other.failed,
            withheld: self.withheld + other.withheld,
            put_off: self.put_off + other.put_off,
            away: self.away || other.away,
        }
    }
}

/// Sends what is due, lane after lane, at most `limit` mails, and notes what became of each. Any number of workers may do
/// so at once.
///
/// # Errors
/// When the database is away. A mail that was sent and could not be noted is sent again, with the same Message-ID,
/// once its lease ends.
#[cfg(test)]
pub(crate) async fn deliver(portal: &Portal, transport: &Transport, limit: usize) -> Result<Delivered> {
    let mut delivered = Delivered::default();
    for lane in Lane::ALL {
        for _ in 0..limit {
            if !deliver_one(portal, transport, lane, &mut delivered).await? || delivered.away {
                break;
            }
        }
    }
    Ok(delivered)
}

/// Sends the mail of this lane that is due longest, and counts what became of it. `false` when none was due.
pub(crate) async fn deliver_one(
    portal: &Portal,
    transport: &Transport,
    lane: Lane,
    delivered: &mut Delivered,
) -> Result<bool> {
    let mail = match claim::claim(portal, lane, transport.pace()).await? {
        Taken::Mail(mail) => *mail,
        Taken::Withheld => {
            delivered.withheld += 1;
            return Ok(true);
        }
        Taken::PutOff => {
            delivered.put_off += 1;
            return Ok(true);
        }
        Taken::None => return Ok(false),
    };
    let (outcome, keep_link) = match transport {
        _ if portal.clock.now() >= mail.give_up_at => (Outcome::Refused("expired".to_owned()), false),
        Transport::Smtp(smtp) => match link(portal, &mail) {
            Ok(link) => (smtp.send(&portal.keys, &mail, link.as_deref()).await, false),
            Err(LinkLost) => (Outcome::Later("link".to_owned()), false),
        },
        #[cfg(any(test, feature = "dev"))]
        Transport::Keep => (Outcome::Sent, true),
    };
    note(portal, &mail, outcome, keep_link, delivered).await?;
    Ok(true)
}

async fn note(
    portal: &Portal,
    mail: &Claimed,
    outcome: Outcome,
    keep_link: bool,
    delivered: &mut Delivered,
) -> Result<()> {
    let (code, longest) = match outcome {
        Outcome::Sent => {
            delivered.sent += 1;
            return claim::sent(portal, mail, keep_link).await;
        }
        Outcome::Refused(code) => {
            delivered.failed += 1;
            tracing::warn!(library = %mail.library, mail = %mail.id, kind = mail.kind, code, "mail will not be sent");
            return claim::failed(portal, mail, &code).await;
        }
        Outcome::Later(code) => (code, LONGEST_WAIT),
        Outcome::Away(code) => {
            delivered.away = true;
            tracing::warn!(code, "the mail server is away or does not accept the portal");
            (code, LONGEST_WAIT_FOR_SERVER)
        }
    };
    let next = portal.clock.now() + wait(mail.attempts, longest, &*portal.entropy);
    if next < mail.give_up_at {
        delivered.again += 1;
        claim::again(portal, mail, &code, next).await
    } else {
        delivered.failed += 1;
        tracing::warn!(library = %mail.library, mail = %mail.id, kind = mail.kind, code, "mail given up");
        claim::failed(portal, mail, &code).await
    }
}

/// How long to wait after this many attempts: doubling, and a quarter more or less, so that mails that failed together
/// do not all come back together.
fn wait(attempts: i32, longest: Duration, entropy: &dyn Entropy) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(16);
    let wait = (FIRST_WAIT * 2_i32.pow(doublings)).min(longest);
    let mut random = [0; 2];
    entropy.fill(&mut random);
    let thousandths = 750 + i32::from(u16::from_le_bytes(random)) * 500 / i32::from(u16::MAX);
    wait * thousandths / 1000
}

/// What was sealed does not open: the key changed, and this worker does not know the new one yet or the old one any more;
/// or the row was tampered with. Another worker may open it.
struct LinkLost;

fn link(portal: &Portal, mail: &Claimed) -> Result<Option<String>, LinkLost> {
    match &mail.sealed_link {
        None => Ok(None),
        Some(sealed) => seal::open(portal, &mail.library, mail.id, sealed).map(Some).ok_or(LinkLost),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entropy::SeededEntropy,
        mail::{claim::LEASE, transport::SENDING_TAKES_AT_MOST},
    };

    #[test]
    fn a_slow_server_never_outlasts_a_lease() {
        assert!(LEASE.to_std().unwrap() >= 2 * SENDING_TAKES_AT_MOST);
    }

    #[test]
    fn waits_double_up_to_the_longest_and_are_never_all_alike() {
        let entropy = SeededEntropy::new(1);
        for (attempts, seconds) in [(1, 30), (2, 60), (3, 120), (10, 14_400), (i32::MAX, 14_400)] {
            let some: Vec<i64> = (0..50).map(|_| wait(attempts, LONGEST_WAIT, &entropy).num_seconds()).collect();
            assert!(some.iter().all(|&w| w >= seconds * 3 / 4 - 1 && w <= seconds * 5 / 4), "{attempts}: {some:?}");
            assert!(some.iter().any(|&w| w != some[0]));
        }
    }
}
