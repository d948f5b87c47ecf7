//! The documented objects.

mod documentation;
mod generated;
mod properties;
mod users;
