//! Documents for people, made from the same deployment as the objects.
//!
//! What really is text is a template under `templates/`; what it says is computed here. Every
//! value of the model is escaped on its way in, so that no name can become markup.

pub(crate) mod markdown;
mod readme;
mod runbook;

pub use self::{
    markdown::inert,
    readme::{Layout, readme},
    runbook::runbooks,
};
