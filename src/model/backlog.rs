//! What would be lost with this browser: changed since the work was handed out last.

use crate::model::annotation::Annotation;
use crate::model::time::Timestamp;
use std::rc::Rc;

/// Annotations of which there is no copy outside of this browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// How many.
    pub count: usize,
    /// When the first of them was made or changed.
    pub since: Timestamp,
}

impl Backlog {
    /// What of `annotations` is newer than the last export; nothing if all have a copy.
    #[must_use]
    pub fn of<'a>(annotations: impl Iterator<Item = &'a Rc<Annotation>>, exported: Option<Timestamp>) -> Option<Self> {
        let mut found: Option<Self> = None;
        for annotation in annotations {
            let changed = annotation.modified;
            if exported.is_some_and(|exported| changed <= exported) {
                continue;
            }
            let (count, since) = found.map_or((0, changed), |found| (found.count, found.since));
            found = Some(Self { count: count + 1, since: since.min(changed) });
        }
        found
    }

    /// Whole days since then.
    #[must_use]
    pub fn days(self, now: Timestamp) -> usize {
        usize::try_from((now.millis() - self.since.millis()) / 86_400_000).unwrap_or_default()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::model::annotation::{Place, Quote};

    fn changed(modified: i64) -> Rc<Annotation> {
        Rc::new(Annotation {
            id: modified.to_string().into(),
            annotator: "a".into(),
            label: "claim".into(),
            note: None,
            quote: Quote { prefix: "".into(), exact: "x".into(), suffix: "".into() },
            place: Place::Orphan { last: None },
            created: Timestamp::from_millis(0),
            modified: Timestamp::from_millis(modified),
            extra: None,
        })
    }

    #[test]
    fn counts_what_changed_since_the_export() {
        let all = [changed(500), changed(300), changed(400)];
        let of = |exported: Option<i64>| {
            Backlog::of(all.iter(), exported.map(Timestamp::from_millis))
                .map(|found| (found.count, found.since.millis()))
        };
        assert_eq!(of(None), Some((3, 300)));
        assert_eq!(of(Some(300)), Some((2, 400)));
        assert_eq!(of(Some(499)), Some((1, 500)));
        assert_eq!(of(Some(500)), None);
        assert_eq!(Backlog::of([].iter(), None), None);
    }

    #[test]
    fn days_are_whole() {
        let backlog = Backlog { count: 1, since: Timestamp::from_millis(1000) };
        let days = |now: i64| backlog.days(Timestamp::from_millis(now));
        assert_eq!([days(1000), days(86_400_999), days(86_401_000), days(10 * 86_400_000)], [0, 0, 1, 9]);
        assert_eq!(days(0), 0, "a clock that was set back");
    }
}
