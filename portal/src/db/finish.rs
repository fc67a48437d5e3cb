//! Finishing what has begun although nobody waits for it any more.

use futures::future::BoxFuture;
use std::{
    pin::Pin,
    task::{Context, Poll},
};
use tokio::runtime::Handle;

/// `begun` to its end: if the one who waits hangs up, it goes on by itself and its outcome is dropped.
pub(super) fn to_the_end<T: Send + 'static>(begun: BoxFuture<'static, T>) -> ToTheEnd<T> {
    ToTheEnd(Some(begun))
}

/// See [`to_the_end`].
pub(super) struct ToTheEnd<T: Send + 'static>(Option<BoxFuture<'static, T>>);

impl<T: Send + 'static> Future for ToTheEnd<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let Some(begun) = self.0.as_mut() else { return Poll::Pending };
        let polled = begun.as_mut().poll(context);
        if polled.is_ready() {
            self.0 = None;
        }
        polled
    }
}

impl<T: Send + 'static> Drop for ToTheEnd<T> {
    fn drop(&mut self) {
        if let Some(begun) = self.0.take()
            && let Ok(runtime) = Handle::try_current()
        {
            runtime.spawn(async move { drop(begun.await) });
        }
    }
}
