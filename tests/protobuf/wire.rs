//! A protobuf message as a tree of fields, so that one can be changed and written again with lengths that fit.

use crate::replay::Seeded;

/// The messages whose fields are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Envelope,
    TypeMeta,
    Status,
    ListMeta,
    Details,
    Cause,
    Event,
    Extension,
    List,
    Object,
    ObjectMeta,
    /// Bytes, as often as wanted.
    Entry,
    /// Bytes.
    Text,
    /// A varint.
    Integer,
}

/// What a known field holds.
fn known(kind: Kind, number: u64) -> Option<Kind> {
    use Kind::*;
    Some(match (kind, number) {
        (Envelope, 1) => TypeMeta,
        (Envelope, 2) | (TypeMeta, 1 | 2) | (Status, 2..=4) | (ListMeta, 2 | 3) => Text,
        (Status | List, 1) => ListMeta,
        (Status, 5) => Details,
        (Status, 6) | (Details, 5) => Integer,
        (Details, 1..=3 | 6) | (Cause, 1..=3) | (Event, 1) | (Extension, 1) | (ObjectMeta, 6) => Text,
        (Details, 4) => Cause,
        (Event, 2) => Extension,
        (Object, 1) => ObjectMeta,
        (ObjectMeta, 12) => Entry,
        _ => return None,
    })
}

#[derive(Clone, Debug)]
pub(crate) enum Value {
    Integer(u64),
    Fixed64([u8; 8]),
    Bytes(Vec<u8>),
    Message(Tree),
    Fixed32([u8; 4]),
}

impl Value {
    fn wire(&self) -> u64 {
        match self {
            Value::Integer(_) => 0,
            Value::Fixed64(_) => 1,
            Value::Bytes(_) | Value::Message(_) => 2,
            Value::Fixed32(_) => 5,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) number: u64,
    pub(crate) value: Value,
    /// By how many bytes its varints are longer than they must be.
    padding: usize,
}

/// Why bytes are no tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Group,
    Broken,
}

#[derive(Clone, Debug)]
pub(crate) struct Tree {
    kind: Kind,
    pub(crate) fields: Vec<Field>,
}

fn varint(bytes: &mut &[u8]) -> Result<u64, Fault> {
    let length = bytes.iter().take(10).position(|byte| *byte < 0x80).ok_or(Fault::Broken)? + 1;
    let (number, rest) = bytes.split_at(length);
    *bytes = rest;
    // Bits above the 64th are dropped, as Go does.
    Ok(number.iter().rev().fold(0, |value, byte| value << 7 | u64::from(byte & 0x7f)))
}

fn take<'a>(bytes: &mut &'a [u8], length: u64) -> Result<&'a [u8], Fault> {
    let length = usize::try_from(length).map_err(|_| Fault::Broken)?;
    let (taken, rest) = bytes.split_at_checked(length).ok_or(Fault::Broken)?;
    *bytes = rest;
    Ok(taken)
}

impl Tree {
    pub(crate) fn read(kind: Kind, mut bytes: &[u8]) -> Result<Tree, Fault> {
        let mut fields = Vec::new();
        while !bytes.is_empty() {
            let tag = varint(&mut bytes)?;
            let number = tag >> 3;
            let value = match tag & 7 {
                _ if number == 0 => return Err(Fault::Broken),
                0 => Value::Integer(varint(&mut bytes)?),
                1 => Value::Fixed64(take(&mut bytes, 8)?.try_into().expect("8 bytes")),
                2 => {
                    let length = varint(&mut bytes)?;
                    let inside = take(&mut bytes, length)?;
                    match known(kind, number) {
                        None | Some(Kind::Text | Kind::Entry | Kind::Integer) => Value::Bytes(inside.to_vec()),
                        Some(kind) => Value::Message(Tree::read(kind, inside)?),
                    }
                }
                5 => Value::Fixed32(take(&mut bytes, 4)?.try_into().expect("4 bytes")),
                3 | 4 => return Err(Fault::Group),
                _ => return Err(Fault::Broken),
            };
            fields.push(Field { number, value, padding: 0 });
        }
        Ok(Tree { kind, fields })
    }

    /// The shortest bytes that say the same; without fields of numbers that a tag cannot hold.
    pub(crate) fn written(&self) -> Vec<u8> {
        self.write(false)
    }

    fn write(&self, as_it_is: bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        for field in self.fields.iter().filter(|field| as_it_is || field.number < 1 << 29) {
            let padding = if as_it_is { field.padding } else { 0 };
            put(&mut bytes, field.number << 3 | field.value.wire(), padding);
            match &field.value {
                Value::Integer(number) => put(&mut bytes, *number, padding),
                Value::Fixed64(fixed) => bytes.extend(fixed),
                Value::Fixed32(fixed) => bytes.extend(fixed),
                Value::Bytes(text) => {
                    put(&mut bytes, text.len() as u64, padding);
                    bytes.extend(text);
                }
                Value::Message(message) => {
                    let inside = message.write(as_it_is);
                    put(&mut bytes, inside.len() as u64, padding);
                    bytes.extend(inside);
                }
            }
        }
        bytes
    }

    fn any(&self, found: &impl Fn(&Tree) -> bool) -> bool {
        let mut inside = self.fields.iter().filter_map(|field| match &field.value {
            Value::Message(message) => Some(message),
            _ => None,
        });
        found(self) || inside.any(|message| message.any(found))
    }

    /// A known field of another wire type.
    pub(crate) fn has_wrong_types(&self) -> bool {
        self.any(&|tree| {
            tree.fields.iter().any(|field| {
                let wire = known(tree.kind, field.number).map(|kind| if kind == Kind::Integer { 0 } else { 2 });
                wire.is_some_and(|wire| wire != field.value.wire())
            })
        })
    }

    /// A known field twice that is not repeated.
    pub(crate) fn has_repeats(&self) -> bool {
        self.any(&|tree| {
            tree.fields.iter().enumerate().any(|(index, field)| {
                let single =
                    known(tree.kind, field.number).is_some_and(|kind| kind != Kind::Cause && kind != Kind::Entry);
                single && tree.fields[..index].iter().any(|before| before.number == field.number)
            })
        })
    }

    /// The second field of an envelope or of an event before the first.
    pub(crate) fn is_out_of_order(&self) -> bool {
        let place = |number| self.fields.iter().position(|field| field.number == number);
        let ordered = matches!(self.kind, Kind::Envelope | Kind::Event);
        ordered && place(2).is_some_and(|second| place(1).is_none_or(|first| second < first))
    }

    /// A message somewhere in the tree.
    fn pick(&mut self, random: &mut Seeded) -> &mut Tree {
        let inside: Vec<usize> =
            (0..self.fields.len()).filter(|at| matches!(self.fields[*at].value, Value::Message(_))).collect();
        if inside.is_empty() || random.below(3) == 0 {
            return self;
        }
        match &mut self.fields[inside[random.place(inside.len())]].value {
            Value::Message(message) => message.pick(random),
            _ => unreachable!("a message was picked"),
        }
    }

    /// One change that leaves a tree.
    fn change(&mut self, random: &mut Seeded) {
        let at = random.place(self.fields.len());
        let action = random.below(10);
        let new = Field { number: u64::from(random.below(8)) + 1, value: any_value(random), padding: 0 };
        let Some(field) = self.fields.get_mut(at) else { return self.fields.push(new) };
        match action {
            0 => drop(self.fields.remove(at)),
            1 => {
                let twin = field.clone();
                self.fields.insert(random.place(self.fields.len()), twin);
            }
            2 => {
                let other = random.place(self.fields.len());
                self.fields.swap(at, other);
            }
            3 => self.fields.insert(at, new),
            4 => field.number = new.number + if random.below(4) == 0 { 1 << random.below(50) } else { 0 },
            5 => field.value = new.value,
            6 => field.padding = random.place(10),
            _ => match &mut field.value {
                Value::Integer(number) => *number = any_integer(random),
                Value::Bytes(text) if random.below(2) == 0 => *text = any_text(random),
                Value::Bytes(text) => damage_bytes(text, random),
                Value::Fixed64(fixed) => fixed[0] ^= 1,
                Value::Fixed32(fixed) => fixed[0] ^= 1,
                Value::Message(_) => field.value = new.value,
            },
        }
    }
}

fn put(bytes: &mut Vec<u8>, mut number: u64, padding: usize) {
    let minimal = usize::try_from((64 - (number | 1).leading_zeros()).div_ceil(7)).expect("at most 10");
    for place in (0..(minimal + padding).min(10)).rev() {
        bytes.push(number.to_le_bytes()[0] & 0x7f | if place > 0 { 0x80 } else { 0 });
        number >>= 7;
    }
}

fn any_integer(random: &mut Seeded) -> u64 {
    const TELLING: &[u64] = &[0, 1, 2, 127, 128, 404, 409, 410, 422, 429, 500, 504, 1 << 31, u64::MAX, u64::MAX - 4];
    match random.below(3) {
        0 => 1 << random.below(63),
        _ => TELLING[random.place(TELLING.len())],
    }
}

fn any_text(random: &mut Seeded) -> Vec<u8> {
    const TELLING: &[&str] = &[
        "",
        "Status",
        "Failure",
        "Success",
        "PodList",
        "Pod",
        "ERROR",
        "ADDED",
        "BOOKMARK",
        "v1",
        "NotFound",
        "Gone",
        "Conflict",
        "AlreadyExists",
        "Expired",
        "Timeout",
        "Invalid",
        "InternalError",
        "FieldManagerConflict",
        "ResourceVersionTooLarge",
        "NamespaceTerminating",
        "metadata.resourceVersion",
        "resourcequotas",
        "web",
        "é\u{1}",
        "x: object is being deleted",
        "exceeded quota",
        "strconv.ParseUint: y",
        "x: Too large resource version",
    ];
    TELLING[random.place(TELLING.len())].as_bytes().to_vec()
}

fn any_value(random: &mut Seeded) -> Value {
    match random.below(6) {
        0 | 1 => Value::Integer(any_integer(random)),
        2 => Value::Fixed64([b'x'; 8]),
        3 => Value::Fixed32([0x0a; 4]),
        _ => Value::Bytes(any_text(random)),
    }
}

fn damage_bytes(bytes: &mut Vec<u8>, random: &mut Seeded) {
    let (at, byte) = (random.place(bytes.len()), random.below(256).to_le_bytes()[0]);
    match random.below(4) {
        0 => bytes.truncate(at),
        1 => bytes.insert(at, byte),
        2 if at < bytes.len() => drop(bytes.remove(at)),
        _ if at < bytes.len() => bytes[at] = byte,
        _ => {}
    }
}

/// Changes a message once or a few times, and hardly ever so that it is none any more.
fn damage_tree(kind: Kind, bytes: &mut Vec<u8>, random: &mut Seeded) {
    match Tree::read(kind, bytes) {
        Ok(mut tree) if random.below(12) != 0 => {
            for _ in 0..=random.below(3) {
                let raw = tree.pick(random);
                let place = if matches!(raw.kind, Kind::Envelope) { 2 } else { 1 };
                let holds = matches!(raw.kind, Kind::Envelope | Kind::Extension) && random.below(4) != 0;
                match raw.fields.iter_mut().find(|field| holds && field.number == place).map(|field| &mut field.value) {
                    Some(Value::Bytes(inside)) if place == 2 => damage_tree(Kind::Status, inside, random),
                    Some(Value::Bytes(inside)) => damage_body(inside, random),
                    _ => raw.change(random),
                }
            }
            *bytes = tree.write(true);
        }
        _ => damage_bytes(bytes, random),
    }
}

/// Damages a body that begins with the magic.
pub(crate) fn damage_body(body: &mut Vec<u8>, random: &mut Seeded) {
    match body.strip_prefix(super::MAGIC).map(<[u8]>::to_vec) {
        Some(mut envelope) => {
            damage_tree(Kind::Envelope, &mut envelope, random);
            *body = [super::MAGIC, &envelope].concat();
        }
        None => damage_bytes(body, random),
    }
}

/// Damages a frame, whose length then fits.
pub(crate) fn damage_frame(frame: &mut Vec<u8>, random: &mut Seeded) {
    let mut event = frame.get(4..).unwrap_or_default().to_vec();
    damage_tree(Kind::Event, &mut event, random);
    *frame = [&u32::try_from(event.len()).expect("a short frame").to_be_bytes(), event.as_slice()].concat();
}
