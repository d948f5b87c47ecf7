//! What a check captures of a body, so that nobody has to parse it for that.

use crate::check::Slot;

/// The user whom the body is about: the id as an integer, the object as a range.
pub const USER: Slot = Slot::First;

/// `id_webhook_data`, an integer.
pub const ID_WEBHOOK_DATA: Slot = Slot::Second;

/// `id_user` of a connection, an integer; of several connections that of the last.
pub const ID_USER: Slot = Slot::Third;
