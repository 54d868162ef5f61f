//! A reader of the DOT that we write, for tests: so that they need no Graphviz.
//!
//! Stricter than Graphviz: an id that is not ours, a value without quotes or an escape that we do
//! not write is an error.

/// What a DOT text draws.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Drawing {
    pub(crate) directed: bool,
    /// Attributes of the graph and of its clusters, in order.
    pub(crate) graph: Attributes,
    /// The id of every node with its attributes.
    pub(crate) nodes: Vec<(u32, Attributes)>,
    /// The two ends of every edge with its attributes.
    pub(crate) edges: Vec<(u32, u32, Attributes)>,
    pub(crate) node_defaults: Vec<Attributes>,
    pub(crate) edge_defaults: Vec<Attributes>,
    pub(crate) clusters: usize,
}

/// Names and values, in order.
pub(crate) type Attributes = Vec<(String, String)>;

/// Reads one graph.
pub(crate) fn read_dot(text: &str) -> Result<Drawing, String> {
    let mut reader = Reader { tokens: tokens(text)?.into_iter() };
    let mut drawing = Drawing::default();
    match reader.next()? {
        Token::Word(word) if word == "digraph" => drawing.directed = true,
        Token::Word(word) if word == "graph" => {}
        other => return Err(format!("{other:?} begins no graph")),
    }
    reader.expect('{')?;
    reader.statements(&mut drawing)?;
    match reader.tokens.next() {
        None => Ok(drawing),
        Some(token) => Err(format!("{token:?} after the graph")),
    }
}

/// Undoes the escapes of a quoted value.
pub(crate) fn unescape(written: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = written;
    while let Some(at) = rest.find(['\\', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = [("\\\\", "\\"), ("\\\"", "\""), ("\\n", "\n"), ("\\l", "\n"), ("\\\n", ""), ("&amp;", "&")];
        let found = known.into_iter().find_map(|(escape, meant)| Some((rest.strip_prefix(escape)?, meant)));
        let (after, meant) = found.ok_or_else(|| format!("unknown escape in {written:?}"))?;
        text.push_str(meant);
        rest = after;
    }
    Ok(text + rest)
}

#[derive(Debug)]
enum Token {
    Word(String),
    Quoted(String),
    Mark(char),
    Join { directed: bool },
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let len = match c {
            ' ' | '\n' => 1,
            '{' | '}' | '[' | ']' | '=' | ',' | ';' => {
                tokens.push(Token::Mark(c));
                1
            }
            '-' => {
                let directed = rest.starts_with("->");
                if !directed && !rest.starts_with("--") {
                    return Err("a lonely `-`".into());
                }
                tokens.push(Token::Join { directed });
                2
            }
            '"' => {
                let mut escaped = false;
                let end = rest[1..].find(|c| {
                    let ends = c == '"' && !escaped;
                    escaped = c == '\\' && !escaped;
                    ends
                });
                let value = &rest[1..=end.ok_or("a quote without an end")?];
                if value.replace("\\\n", "").chars().any(char::is_control) {
                    return Err(format!("a control character in {value:?}"));
                }
                tokens.push(Token::Quoted(unescape(value)?));
                value.len() + 2
            }
            c if c.is_ascii_alphanumeric() || c == '_' => {
                let word = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or(rest);
                tokens.push(Token::Word(word.to_owned()));
                word.len()
            }
            c => return Err(format!("a stray {c:?}")),
        };
        rest = &rest[len..];
    }
    Ok(tokens)
}

struct Reader {
    tokens: std::vec::IntoIter<Token>,
}

impl Reader {
    /// Reads up to the `}` of the graph or cluster that was opened.
    fn statements(&mut self, drawing: &mut Drawing) -> Result<(), String> {
        let mut open = 1;
        while open > 0 {
            let word = match self.next()? {
                Token::Mark('}') => {
                    open -= 1;
                    continue;
                }
                Token::Word(word) => word,
                other => return Err(format!("{other:?} begins no statement")),
            };
            match word.as_str() {
                "subgraph" => {
                    let Token::Word(name) = self.next()? else { return Err("a subgraph without a name".into()) };
                    if name != format!("cluster_{}", drawing.clusters) {
                        return Err(format!("the subgraph {name} is not the next cluster"));
                    }
                    self.expect('{')?;
                    drawing.clusters += 1;
                    open += 1;
                }
                "node" => drawing.node_defaults.push(self.defaults()?),
                "edge" => drawing.edge_defaults.push(self.defaults()?),
                _ => match (node_id(&word), self.next()?) {
                    (None, Token::Mark('=')) => {
                        let Token::Quoted(value) = self.next()? else { return Err(format!("{word} has no value")) };
                        drawing.graph.push((word, value));
                        self.expect(';')?;
                    }
                    (Some(id), Token::Join { directed }) if directed == drawing.directed => {
                        let Token::Word(end) = self.next()? else { return Err("an edge without an end".into()) };
                        let end = node_id(&end).ok_or_else(|| format!("an edge to {end}"))?;
                        let after = self.next()?;
                        drawing.edges.push((id, end, self.attributes(&after)?));
                    }
                    (Some(id), after) => drawing.nodes.push((id, self.attributes(&after)?)),
                    (None, after) => return Err(format!("{word} and then {after:?}")),
                },
            }
        }
        Ok(())
    }

    fn defaults(&mut self) -> Result<Attributes, String> {
        let first = self.next()?;
        let attributes = self.attributes(&first)?;
        if attributes.is_empty() { Err("defaults of nothing".into()) } else { Ok(attributes) }
    }

    /// Reads `[a="b", …];` from its first token, or `;` alone.
    fn attributes(&mut self, first: &Token) -> Result<Attributes, String> {
        let mut attributes = Vec::new();
        match first {
            Token::Mark(';') => return Ok(attributes),
            Token::Mark('[') => {}
            other => return Err(format!("{other:?} where attributes stand")),
        }
        loop {
            let Token::Word(name) = self.next()? else { return Err("an attribute without a name".into()) };
            self.expect('=')?;
            let Token::Quoted(value) = self.next()? else { return Err(format!("{name} without a value")) };
            attributes.push((name, value));
            match self.next()? {
                Token::Mark(',') => {}
                Token::Mark(']') => break,
                other => return Err(format!("{other:?} among attributes")),
            }
        }
        self.expect(';')?;
        Ok(attributes)
    }

    fn next(&mut self) -> Result<Token, String> {
        self.tokens.next().ok_or_else(|| "the text ends too early".into())
    }

    fn expect(&mut self, mark: char) -> Result<(), String> {
        match self.next()? {
            Token::Mark(found) if found == mark => Ok(()),
            other => Err(format!("{other:?} instead of {mark:?}")),
        }
    }
}

fn node_id(word: &str) -> Option<u32> {
    let digits = word.strip_prefix('n')?;
    let number: u32 = digits.parse().ok()?;
    (number.to_string() == digits).then_some(number)
}
