//! Which two sides the arguments of `blueprint diff` mean, and what differs between them.

use std::{collections::BTreeSet, fs, path::Path};

use super::{
    super::{
        CliError, Console, Exit,
        check::verdict,
        deployments::{Deployments, Selection, Text},
        git,
        progress::Progress,
        side::{self, Side},
    },
    Diff,
};
use crate::{
    change::{Comparison, FieldPath, ObjectChange, Objects, Written, origin, side::is_manifest},
    environment::locate,
    model::{Deployment, EnvironmentName},
    render,
    report::text as findings,
    vendor,
};

/// A side that was read.
struct ReadSide {
    name: String,
    objects: Objects,
}

/// Says where a model says what differs, as far as that is certain.
fn place(comparison: &mut Comparison, model: &Deployment, text: Option<&Text>) {
    let Some(text) = text else {
        return;
    };
    let find = |object: &ObjectChange, field: Option<&FieldPath>| {
        let paths = origin::of(model, object, field);
        let mut found = paths
            .iter()
            .filter_map(|path| Some((path, locate::exact(&text.document, path)?)));
        let (path, place) = found.next()?;
        let (line, column) = text.sources.line_and_column(place)?;
        Some(Written {
            path: path.to_string(),
            file: text.sources.get(place.file)?.name.clone(),
            line,
            column,
        })
    };
    comparison.locate(find);
}

impl Diff {
    /// Returns what differs; nothing when a model has errors, which are told.
    pub(super) fn compare(
        &self,
        progress: &Progress,
        console: &mut Console,
    ) -> Result<Option<Vec<Comparison>>, CliError> {
        match (&self.base, &self.before, &self.after) {
            (Some(base), Some(Side::Model(name)), _) => Ok(Some(self.since(
                base,
                std::slice::from_ref(name),
                progress,
            )?)),
            (Some(base), None, _) => {
                let names = self.rendered(base)?;
                Ok(Some(self.since(base, &names, progress)?))
            }
            (Some(_), Some(_), _) => Err(CliError::request(
                "`--base` compares environments, and takes no directory and no other revision",
            )),
            (None, None, _) => self.models(Vec::new(), progress, console),
            (None, Some(Side::Model(name)), None) => {
                self.models(vec![name.to_string()], progress, console)
            }
            (None, Some(Side::Directory(path)), None) => Err(CliError::request(format!(
                "`{path}` is one directory, and a comparison takes two"
            ))
            .hint(format!(
                "`blueprint diff {path} OTHER` compares it with another one."
            ))),
            (None, Some(Side::Revision(name, _)), None) => {
                let after = Side::Model(name.clone());
                self.two(self.before.as_ref(), &after, progress, console)
            }
            (None, before, Some(after)) => self.two(before.as_ref(), after, progress, console),
        }
    }

    /// Compares each model with its rendered output.
    fn models(
        &self,
        names: Vec<String>,
        progress: &Progress,
        console: &mut Console,
    ) -> Result<Option<Vec<Comparison>>, CliError> {
        let Some(read) = self.read(names, progress, console)? else {
            return Ok(None);
        };
        let mut comparisons = Vec::new();
        for (name, deployment) in &read.read {
            progress.step(format!("comparing {name}"));
            let path = self.out.join(name.as_str());
            let before = if path.exists() {
                side::directory(&path)?
            } else {
                Objects::default()
            };
            let after = self.objects(deployment)?;
            let shown = path.display().to_string();
            let mut found = Comparison::of(name.as_str(), (&shown, &before), ("its model", &after));
            found.acknowledge(&deployment.acknowledgements, self.day());
            place(&mut found, deployment, read.written.get(name));
            comparisons.push(found);
        }
        Ok(Some(comparisons))
    }

    /// Compares the output with what it was in a revision.
    fn since(
        &self,
        base: &str,
        names: &[EnvironmentName],
        progress: &Progress,
    ) -> Result<Vec<Comparison>, CliError> {
        let mut comparisons = Vec::new();
        for name in names {
            progress.step(format!("comparing {name}"));
            let path = self.out.join(name.as_str());
            let before = side::revision(base, &path)?;
            let after = if path.exists() {
                side::directory(&path)?
            } else {
                Objects::default()
            };
            let shown = path.display().to_string();
            let was = format!("{shown} at {base}");
            comparisons.push(Comparison::of(
                name.as_str(),
                (&was, &before),
                (&shown, &after),
            ));
        }
        Ok(comparisons)
    }

    /// Returns the environments that are rendered now or were in a revision.
    fn rendered(&self, base: &str) -> Result<Vec<EnvironmentName>, CliError> {
        let mut names = BTreeSet::new();
        if !git::is_relative(&self.out) {
            side::revision(base, &self.out)?;
        }
        for file in git::files(base, &self.out, is_manifest)? {
            names.extend(file.path.split_once('/').map(|(name, _)| name.to_owned()));
        }
        let entries = fs::read_dir(&self.out).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| entry.path().is_dir()) {
            names.insert(entry.file_name().to_string_lossy().into_owned());
        }
        let known = names
            .into_iter()
            .filter_map(|name| EnvironmentName::new(name).ok());
        Ok(known.collect())
    }

    /// Compares two named sides.
    fn two(
        &self,
        before: Option<&Side>,
        after: &Side,
        progress: &Progress,
        console: &mut Console,
    ) -> Result<Option<Vec<Comparison>>, CliError> {
        let Some(before) = before else {
            return Ok(Some(Vec::new()));
        };
        let Some(was) = self.side(before, progress, console)? else {
            return Ok(None);
        };
        let Some(now) = self.side(after, progress, console)? else {
            return Ok(None);
        };
        let subject = match after {
            Side::Model(name) | Side::Revision(name, _) => name.to_string(),
            Side::Directory(path) => path.clone(),
        };
        let mut found = Comparison::of(
            &subject,
            (&was.name, &was.objects),
            (&now.name, &now.objects),
        );
        if let (Side::Model(name), false) = (after, matches!(before, Side::Model(_))) {
            let Some(read) = self.read(vec![name.to_string()], progress, console)? else {
                return Ok(None);
            };
            for (name, deployment) in &read.read {
                found.acknowledge(&deployment.acknowledgements, self.day());
                place(&mut found, deployment, read.written.get(name));
            }
        }
        Ok(Some(vec![found]))
    }

    fn side(
        &self,
        side: &Side,
        progress: &Progress,
        console: &mut Console,
    ) -> Result<Option<ReadSide>, CliError> {
        progress.step("reading");
        let (name, objects) = match side {
            Side::Directory(path) => (path.clone(), side::directory(Path::new(path))?),
            Side::Revision(name, revision) => {
                let path = self.out.join(name.as_str());
                let objects = side::revision(revision, &path)?;
                if objects.is_empty() {
                    return Err(CliError::request(format!(
                        "the revision `{revision}` has nothing in `{}`",
                        path.display()
                    )));
                }
                (format!("{} at {revision}", path.display()), objects)
            }
            Side::Model(name) => {
                let Some(read) = self.read(vec![name.to_string()], progress, console)? else {
                    return Ok(None);
                };
                let mut objects = Objects::default();
                for (_, deployment) in &read.read {
                    objects = self.objects(deployment)?;
                }
                (format!("the model of {name}"), objects)
            }
        };
        Ok(Some(ReadSide { name, objects }))
    }

    /// Reads models; nothing when one has errors, which are told.
    fn read(
        &self,
        names: Vec<String>,
        progress: &Progress,
        console: &mut Console,
    ) -> Result<Option<Deployments>, CliError> {
        let selection = Selection {
            names,
            environments: self.environments.clone(),
        };
        let deployments = selection.read_with_text(self.day(), progress)?;
        if verdict(&deployments.report) == Exit::No {
            progress.clear();
            let text = findings::findings(&deployments.report, console.error_colours());
            console.notice(&format!("{text}{}", deployments.report.closing()));
            return Ok(None);
        }
        Ok(Some(deployments))
    }

    /// Returns what a model renders, with the definitions that are vendored for it.
    fn objects(&self, deployment: &Deployment) -> Result<Objects, CliError> {
        let mut objects = Objects::default();
        for (_, rendered) in &render::render(deployment) {
            for object in rendered {
                let value = object.value().clone();
                objects.insert(value).map_err(CliError::internal)?;
            }
        }
        if let Some(vendored) = vendor::load(&self.environments, deployment.operator.version)? {
            let read = objects.read(&vendored.file_name, vendored.text.as_bytes());
            read.map_err(CliError::system)?;
        }
        Ok(objects)
    }
}
