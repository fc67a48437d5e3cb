//! How long another machine is waited for.

#[cfg(test)]
use std::sync::Arc;
use std::time::Duration;
#[cfg(test)]
use tokio::sync::Notify;

/// When a conversation with another machine is given up.
#[derive(Debug, Clone)]
pub(crate) enum Patience {
    /// Once it has lasted this long.
    Lasts(Duration),
    /// Once a test says so, so that no test waits.
    #[cfg(test)]
    UntilTold(Arc<Notify>),
}

impl Patience {
    /// What `conversation` comes to; `None`: it was given up and dropped.
    pub(crate) async fn waits_for<T>(&self, conversation: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            // What has come is taken, however late it is.
            biased;
            outcome = conversation => Some(outcome),
            () = self.is_over() => None,
        }
    }

    async fn is_over(&self) {
        match self {
            Self::Lasts(time) => tokio::time::sleep(*time).await,
            #[cfg(test)]
            Self::UntilTold(told) => told.notified().await,
        }
    }
}
