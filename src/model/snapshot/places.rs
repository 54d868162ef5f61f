//! Places as bytes: those that differ only in their item are written once.

use super::{Reader, Snap, Writer};
use crate::model::kind::EntityKind;
use crate::model::{Origin, Section};

impl Snap for Origin {
    fn put(&self, to: &mut Writer) {
        let number = to.places.number(Self { item: 0, ..*self });
        to.number(number);
        // No item is the largest number there is; written as zero it takes one byte.
        to.number(u64::from(self.item.wrapping_add(1)));
    }

    #[inline]
    fn get(from: &mut Reader) -> Option<Self> {
        let number = from.number()? as usize;
        let item = u32::try_from(from.number()?).ok()?.wrapping_sub(1);
        from.places.get(number).map(|place| Self { item, ..*place })
    }
}

impl Writer {
    /// A place, without its item.
    pub(super) fn place(&mut self, place: Origin) {
        place.file.put(self);
        match place.section {
            Section::Sources => self.number(0),
            Section::Links => self.number(1),
            Section::Line => self.number(2),
            Section::Entities(kind) => self.number(3 + kind as u64),
        }
        place.entry.put(self);
        self.number(u64::from(place.list));
    }
}

impl Reader {
    /// A place, without its item.
    pub(super) fn place(&mut self) -> Option<Origin> {
        let file = Snap::get(self)?;
        let section = match self.number()? {
            0 => Section::Sources,
            1 => Section::Links,
            2 => Section::Line,
            kind => Section::Entities(*EntityKind::ALL.get(kind as usize - 3)?),
        };
        let entry = Snap::get(self)?;
        let list = u8::try_from(self.number()?).ok()?;
        Some(Origin { file, section, entry, list, item: 0 })
    }
}
