//! The rules that reading itself enforces, and the pages that explain them.

macro_rules! reading_rules {
    ($( $(#[doc = $page:expr])* $name:ident = $text:literal; )*) => {
        $(
            $(#[doc = $page])*
            pub const $name: $crate::finding::RuleName = $crate::finding::RuleName::new($text);
        )*

        /// Every rule of this stage with its page.
        pub const PAGES: &[($crate::finding::RuleName, &str)] = &[$(($name, concat!($($page, "\n"),*))),*];
    };
}

pub(crate) use reading_rules;

reading_rules! {
    /// Refuses files that are no YAML.
    ///
    /// # Why
    /// Nothing of the file after the mistake can be understood, so nothing is rendered.
    ///
    /// # Example
    /// `topics: {todo-events: {partitions: 6}` lacks its last bracket.
    ///
    /// # Instead
    /// Close what was opened, and indent with spaces: YAML allows no tabs there.
    ///
    /// # Source
    /// YAML 1.2.2, chapter 6.
    SYNTAX = "environment/syntax";

    /// Refuses a file that holds no value.
    ///
    /// # Why
    /// An empty layer is more likely a lost file than a wish.
    ///
    /// # Example
    /// A `prod.yaml` of comments only.
    ///
    /// # Instead
    /// Write at least one value, for instance `description: …`, or delete the file.
    ///
    /// # Source
    /// A decision of this tool.
    EMPTY = "environment/empty";

    /// Refuses a file with several documents.
    ///
    /// # Why
    /// A layer is one document; a second one would be read by nobody.
    ///
    /// # Example
    /// A line `---` between two maps.
    ///
    /// # Instead
    /// Make `prod` a directory with a file for each part, or join the documents.
    ///
    /// # Source
    /// A decision of this tool.
    DOCUMENTS = "environment/documents";

    /// Refuses anchors, aliases and merge keys in a model, and in manifests those without end.
    ///
    /// # Why
    /// They make the place of a value ambiguous, let a small file grow without bounds, and
    /// layering says the same thing better. Manifests, which people wrote for other tools, may
    /// have them; what the aliases of a file stand for has an end there too.
    ///
    /// # Example
    /// `staging: *prod` or `<<: *defaults`.
    ///
    /// # Instead
    /// Write what environments share into `base.yaml` and what differs into their own files.
    ///
    /// # Source
    /// YAML 1.2.2, section 7.1.
    ALIAS = "environment/alias";

    /// Refuses tags such as `!!str` or `!include`.
    ///
    /// # Why
    /// Every value's type follows from its key, so a tag could only contradict it.
    ///
    /// # Example
    /// `version: !!str 3.10`.
    ///
    /// # Instead
    /// `version: 3.10`; the text is kept as it stands.
    ///
    /// # Source
    /// YAML 1.2.2, section 6.8.2.
    TAG = "environment/tag";

    /// Refuses documents that are nested more than 64 levels deep.
    ///
    /// # Why
    /// A deployment needs about ten; more is a slip or an attack.
    ///
    /// # Example
    /// Ten thousand opening brackets.
    ///
    /// # Instead
    /// Look for a stray bracket.
    ///
    /// # Source
    /// A decision of this tool.
    TOO_DEEP = "environment/too-deep";

    /// Refuses a file larger than 32 MiB.
    ///
    /// # Why
    /// A model of 20,000 topics takes about 5 MB; a larger file is not a model.
    ///
    /// # Example
    /// A log file named `prod.yaml`.
    ///
    /// # Instead
    /// Split the environment into a directory of files, or move the file away.
    ///
    /// # Source
    /// A decision of this tool.
    TOO_LARGE = "environment/too-large";

    /// Refuses a file that is not UTF-8.
    ///
    /// # Why
    /// Its names and values would come out differently on every machine.
    ///
    /// # Example
    /// A file saved as Latin-1 or UTF-16.
    ///
    /// # Instead
    /// Save it as UTF-8.
    ///
    /// # Source
    /// YAML 1.2.2, section 5.2; this tool reads UTF-8 alone.
    ENCODING = "environment/encoding";

    /// Warns when the image of the verification is not the one that `images.lock` says was pushed.
    ///
    /// # Why
    /// The model is the master: where it names an image, the lock only adds the digest of that very
    /// name. A model that names another one, or another digest, does not run what was pushed last,
    /// which nobody would notice. A lock that can't be read is an error, since nobody could say which
    /// image is meant.
    ///
    /// # Example
    /// `verification: {image: "registry.example.com/kafka-verification:0.1.0"}` beside an
    /// `images.lock` with `registry.example.com/kafka-verification:0.2.0@sha256:…`.
    ///
    /// # Instead
    /// Leave `verification.image` out, so that `render` takes what the lock has; or push to the
    /// name that the model has. An environment that tries a newer image on purpose may name it: then
    /// this is advice.
    ///
    /// # Source
    /// A decision of this tool.
    IMAGE_LOCK = "environment/image-lock";

    /// Refuses a key that stands twice in one map.
    ///
    /// # Why
    /// Readers of YAML disagree on which one counts.
    ///
    /// # Example
    /// `todo-events` twice below `topics`.
    ///
    /// # Instead
    /// Keep one of them.
    ///
    /// # Source
    /// YAML 1.2.2, section 3.2.1.3.
    DUPLICATE_KEY = "environment/duplicate-key";

    /// Refuses a value that two files of one layer set.
    ///
    /// # Why
    /// The files of a layer have no order, so neither of the two could win.
    ///
    /// # Example
    /// `prod/topics.yaml` and `prod/users.yaml` both set `cluster.name`.
    ///
    /// # Instead
    /// Keep it in one file.
    ///
    /// # Source
    /// A decision of this tool.
    SET_TWICE = "environment/set-twice";

    /// Refuses a `null` that takes nothing away.
    ///
    /// # Why
    /// The edit hits nothing, so it does not do what its author meant.
    ///
    /// # Example
    /// `topics: {todo-event: null}` where the topic is called `todo-events`.
    ///
    /// # Instead
    /// Name what `base.yaml` has, or delete the line.
    ///
    /// # Source
    /// A decision of this tool.
    REMOVES_NOTHING = "environment/removes-nothing";

    /// Refuses a key that the model does not have.
    ///
    /// # Why
    /// It would be ignored, and its author would believe in it.
    ///
    /// # Example
    /// `partitons: 6`.
    ///
    /// # Instead
    /// `partitions: 6`.
    ///
    /// # Source
    /// A decision of this tool; `blueprint schema` has every key.
    UNKNOWN_FIELD = "environment/unknown-field";

    /// Refuses a model that lacks a value nothing can stand in for.
    ///
    /// # Why
    /// A guess would be wrong for somebody.
    ///
    /// # Example
    /// A topic without `owner`.
    ///
    /// # Instead
    /// Write the value in `base.yaml` or in the environment.
    ///
    /// # Source
    /// A decision of this tool; `blueprint schema` says what is required.
    MISSING_FIELD = "environment/missing-field";

    /// Refuses a list where a map belongs, and the like.
    ///
    /// # Why
    /// The value cannot be what its key says.
    ///
    /// # Example
    /// `topics: [todo-events]`.
    ///
    /// # Instead
    /// `topics: {todo-events: {…}}`.
    ///
    /// # Source
    /// A decision of this tool; `blueprint schema` has every shape.
    WRONG_TYPE = "environment/wrong-type";

    /// Refuses a value that is outside of what its type can be.
    ///
    /// # Why
    /// Kafka, Strimzi or Kubernetes would refuse it, or read it as something else.
    ///
    /// # Example
    /// `partitions: 0`, `namespace: Kafka`, `retention: 7 weeks`.
    ///
    /// # Instead
    /// `partitions: 1`, `namespace: kafka`, `retention: 49d`.
    ///
    /// # Source
    /// The message names the type; its definition in `src/model` names the document.
    INVALID_VALUE = "environment/invalid-value";

    /// Refuses several alternatives where exactly one is meant.
    ///
    /// # Why
    /// Only one of them could count.
    ///
    /// # Example
    /// `expose: {loadBalancer: {}, nodePort: {}}`.
    ///
    /// # Instead
    /// Keep one; an environment takes the other away with `null`.
    ///
    /// # Source
    /// A decision of this tool.
    NOT_ONE_OF = "environment/not-one-of";
}

#[cfg(test)]
mod tests {
    use super::PAGES;

    #[test]
    fn every_page_has_its_sections() {
        for (rule, page) in PAGES {
            for section in ["# Why", "# Example", "# Instead", "# Source"] {
                assert!(page.contains(section), "{rule} lacks {section}");
            }
        }
    }
}
