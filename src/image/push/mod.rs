//! Pushes the image to a registry (OCI distribution specification 1.1).
//!
//! What is there already is not sent again. The tag comes last, so that nobody ever finds half an
//! image under it.

mod challenge;
mod credentials;
mod destination;
mod error;
mod http;
mod referrers;
mod registry;

use self::registry::Registry;
pub use self::{
    credentials::Credentials,
    destination::{Destination, destination},
    error::PushError,
};
use super::{Image, blob::Blob};

/// A document that is about the image, with the name of its file.
pub type Document<'a> = (&'a str, &'a Blob);

/// Pushes an image and the documents about it.
pub fn push(
    destination: &Destination,
    image: &Image,
    documents: &[Document<'_>],
    credentials: Option<&Credentials>,
    mut step: impl FnMut(&str),
) -> Result<(), PushError> {
    let mut registry = Registry::new(destination, credentials);
    for blob in [&image.layer, &image.config] {
        step("the layers");
        registry.put_blob(blob)?;
    }
    step("the manifest");
    registry.put_manifest(&image.manifest.digest.to_string(), &image.manifest)?;
    step("the documents about it");
    referrers::put(&mut registry, &image.manifest, documents)?;
    step("the tag");
    registry.put_manifest(destination.tag(), &image.manifest)?;
    Ok(())
}
