//! Mail: written into the outbox with the change that causes it, delivered over SMTP by a worker.
