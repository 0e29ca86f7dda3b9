//! Everything that differs between two sides: one comparison for each deployment.

use std::collections::BTreeMap;

use super::{
    Acknowledged, Class, Consequence, Expired, FieldPath, ObjectChange, Objects, Picture, Written,
    compare::objects, judge, steps,
};
use crate::model::{
    acknowledgement::{Acknowledgement, AcknowledgementName},
    waiver::Date,
};

/// What differs between two sides of one deployment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// What is compared, such as `prod`; several comparisons of one report differ in it.
    pub subject: String,
    /// The side before, as people call it: `out/prod` or `prod at main`.
    pub before: String,
    /// The side after.
    pub after: String,
    /// Whether the side after was rendered from a model, which can acknowledge changes.
    pub from_model: bool,
    /// The cluster at a glance, before and after.
    pub pictures: [Picture; 2],
    /// The objects that differ, sorted by what identifies them.
    pub objects: Vec<ObjectChange>,
}

impl Comparison {
    /// Compares two sets of objects of one deployment, and says what each difference does.
    #[must_use]
    pub fn of(subject: &str, before: (&str, &Objects), after: (&str, &Objects)) -> Self {
        let mut changes = objects(before.1, after.1);
        judge(&mut changes, before.1, after.1);
        Self {
            subject: subject.to_owned(),
            before: before.0.to_owned(),
            after: after.0.to_owned(),
            from_model: false,
            pictures: [before.1, after.1].map(Picture::of),
            objects: changes,
        }
    }

    /// Says that the side after is a model with these acknowledgements, and holds the destructive
    /// changes against those that have not run out.
    pub fn acknowledge(
        &mut self,
        acknowledgements: &BTreeMap<AcknowledgementName, Acknowledgement>,
        today: Date,
    ) {
        self.from_model = true;
        for object in &mut self.objects {
            let name = object.id.to_string();
            for found in object
                .consequences
                .iter_mut()
                .filter(|found| found.class.is_destructive())
            {
                let fits = |known: &Acknowledgement| {
                    known.change.as_str() == found.fact.as_str() && known.object.as_str() == name
                };
                let fitting = || acknowledgements.iter().filter(|(_, known)| fits(known));
                let known = fitting().find(|(_, known)| known.until >= today);
                found.expired = match known {
                    Some(_) => None,
                    None => fitting().next_back().map(|(name, known)| Expired {
                        name: name.to_string(),
                        until: known.until.to_string(),
                    }),
                };
                found.acknowledged = known.map(|(name, known)| Acknowledged {
                    name: name.to_string(),
                    reason: known.reason.to_string(),
                    until: known.until.to_string(),
                });
            }
        }
    }

    /// Says where the model that the side after is rendered from says so; `find` looks up a field of
    /// an object, or the object as a whole.
    pub fn locate(&mut self, find: impl Fn(&ObjectChange, Option<&FieldPath>) -> Option<Written>) {
        for object in &mut self.objects {
            let written: Vec<Vec<Written>> = object
                .consequences
                .iter()
                .map(|found| {
                    let whole = found.fields.is_empty().then_some(None);
                    let fields = found.fields.iter().map(Some).chain(whole);
                    let mut all: Vec<Written> =
                        fields.filter_map(|field| find(object, field)).collect();
                    all.sort();
                    all.dedup();
                    all
                })
                .collect();
            for (found, written) in object.consequences.iter_mut().zip(written) {
                found.written = written;
            }
        }
    }

    /// Returns the steps to make of the change, in their order; none where it is one.
    #[must_use]
    pub fn steps(&self) -> Vec<&'static str> {
        steps::of(&self.objects)
    }

    /// Returns every consequence with its object: the worst class first, then by object.
    #[must_use]
    pub fn consequences(&self) -> Vec<(&ObjectChange, &Consequence)> {
        let mut all: Vec<(&ObjectChange, &Consequence)> = self
            .objects
            .iter()
            .flat_map(|object| object.consequences.iter().map(move |found| (object, found)))
            .collect();
        all.sort_by_key(|(_, consequence)| consequence.class);
        all
    }

    /// Returns the consequences that somebody still has to acknowledge in the model; always none
    /// when the side after is no model.
    #[must_use]
    pub fn unacknowledged(&self) -> Vec<(&ObjectChange, &Consequence)> {
        let mut all = self.consequences();
        all.retain(|(_, found)| self.from_model && found.is_unacknowledged());
        all
    }
}

/// What `blueprint diff` tells: a comparison for each deployment that differs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The comparisons, sorted by subject; those without a difference are left out.
    pub comparisons: Vec<Comparison>,
}

impl Report {
    /// Returns whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.comparisons.is_empty()
    }

    /// Returns the worst class of all.
    #[must_use]
    pub fn worst(&self) -> Option<Class> {
        let objects = self.comparisons.iter().flat_map(|found| &found.objects);
        objects.map(ObjectChange::worst).min()
    }

    /// Returns how many consequences there are of each class that occurs.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Class, usize> {
        let mut counts = BTreeMap::new();
        for comparison in &self.comparisons {
            for (_, consequence) in comparison.consequences() {
                *counts.entry(consequence.class).or_default() += 1;
            }
        }
        counts
    }
}
