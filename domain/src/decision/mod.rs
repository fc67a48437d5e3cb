//! The one decision: who asks, how they proved it, for which classes, under which profile; what may be told and why.
