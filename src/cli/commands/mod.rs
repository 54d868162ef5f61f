//! The commands; one file each, one line each in the list below.

mod activity;
mod attention;
mod backbone;
mod balance;
mod blocks;
mod brokers;
mod centrality;
mod changes;
mod check;
mod communities;
mod completions;
mod conflicts;
mod cover;
mod draw;
mod edge_list;
mod explain;
mod export;
mod fold;
mod friction;
mod gaps;
mod groups;
mod import;
pub(super) mod inside;
mod issues;
mod lint;
mod list;
mod man;
mod mandate;
mod mdbook;
mod members;
mod merge;
mod outsiders;
mod overlap;
mod page;
mod pandoc;
mod path;
mod relation;
mod report;
mod resolve;
mod seats;
mod show;
mod similarity;
mod stance;
mod summary;
mod timeline;
mod weave;
mod who;

use super::Surroundings;
use super::args::{AskArgs, Cli, OutputArgs, WhenArgs};
use super::context::{self, Opened};
use super::failure::Failure;
use super::output;
use crate::analysis::Finding;
use crate::analysis::compare::compare;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::graph::view::View;
use crate::graph::{Graph, Walk};
use crate::model::kind::EntityKind;
use crate::model::names::{self, Resolution};
use crate::model::{EntityId, Model};
use crate::report::Found;
use crate::table::Answer;
use clap::error::ErrorKind;
use clap::{ArgMatches, FromArgMatches, Subcommand};
use std::cell::{OnceCell, RefCell};
use std::io::Write;
use std::mem::ManuallyDrop;
use std::rc::Rc;

/// The list of the commands, and what follows from it. Their options are made when one of them is asked for:
/// made for all, they would take a good part of a start.
macro_rules! commands {
    (@output $args:ident table) => { Some(&$args.output) };
    (@output $args:ident) => {{
        let _ = $args;
        None
    }};
    ($($(#[doc = $about:literal])+ $name:ident($room:ident) $($table:ident)?,)+) => {
        /// One command with its options.
        #[derive(Debug)]
        pub(super) enum Command {
            $($(#[doc = $about])+ $name($room::Args),)+
        }

        impl Subcommand for Command {
            fn augment_subcommands(whole: clap::Command) -> clap::Command {
                whole.subcommand_required(true).arg_required_else_help(true)$(.subcommand(
                    clap::Command::new(stringify!($room))
                        .about(concat!($($about),+).trim_start())
                        .defer(|command| {
                            // The options bring words of their own about themselves; the help begins with those of the list.
                            let about = command.get_about().cloned().unwrap_or_default();
                            let whole = <$room::Args as clap::Args>::augment_args(command);
                            whole.about(about).long_about(None::<&'static str>)
                        }),
                ))+
            }

            fn augment_subcommands_for_update(whole: clap::Command) -> clap::Command {
                Self::augment_subcommands(whole)
            }

            fn has_subcommand(name: &str) -> bool {
                [$(stringify!($room)),+].contains(&name)
            }
        }

        impl FromArgMatches for Command {
            fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
                match matches.subcommand() {
                    $(Some((stringify!($room), matches)) => $room::Args::from_arg_matches(matches).map(Self::$name),)+
                    _ => Err(clap::Error::new(ErrorKind::MissingSubcommand)),
                }
            }

            fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
                *self = Self::from_arg_matches(matches)?;
                Ok(())
            }
        }

        fn dispatch(command: Command, mut session: Session<'_>) -> Result<u8, Failure> {
            match command {
                $(Command::$name(args) => $room::run(&args, &mut session),)+
            }
        }

        impl Command {
            /// A command with its own options alone; without any, if there is none of this name.
            fn alone(verb: &str) -> clap::Command {
                let alone = clap::Command::new("");
                match verb {
                    $(stringify!($room) => <$room::Args as clap::Args>::augment_args(alone),)+
                    _ => alone,
                }
            }

            /// How the answer is shown, where the answer is a table.
            fn output(&self) -> Option<&OutputArgs> {
                match self {
                    $(Self::$name(args) => commands!(@output args $($table)?),)+
                }
            }
        }
    };
}

// In the order of the help: look, compare, measure, draw, keep. Marked are those whose answer is a table.
commands! {
    /// Everything about one entity: names, codes, dates and relations
    Show(show) table,
    /// All states, bodies, treaties, disputes, … or sources
    List(list) table,
    /// Who sits in a body
    Members(members) table,
    /// In which bodies a state or body sits
    Seats(seats) table,
    /// What a name, alias or code means
    Resolve(resolve) table,
    /// How bodies overlap: shared members, coefficients, exclusive regions by name
    Overlap(overlap) table,
    /// How much of its members' attention a body gets, and what competes for it
    Attention(attention) table,
    /// The disputes and rivalries within a body: who blocks whom, and who could agree
    Friction(friction) table,
    /// Who is outside which treaties: bound, signed only, never, unknown
    Gaps(gaps) table,
    /// What a body is about, beside others, with what is missing or done twice
    Mandate(mandate) table,
    /// What a body did over time: initiatives by issue, events by kind, both by year
    Activity(activity) table,
    /// How alike states are in where they sit: S, κ, π, τ-b, Jaccard
    Similarity(similarity) table,
    /// Which states and issues of an initiative some bodies cover
    Cover(cover) table,
    /// How two bodies stand to each other, and what a state thinks of both
    Relation(relation) table,
    /// Who of a region is not in a body
    Outsiders(outsiders) table,
    /// Which issues concern whom, by statements, treaties and initiatives
    Issues(issues) table,
    /// How densely groups are tied within and between
    Blocks(blocks) table,
    /// Who thinks what of something
    Stance(stance) table,
    /// The shortest ways between two entities
    Path(path) table,
    /// Who is central in the network of seats
    Centrality(centrality) table,
    /// Numbers about a network as a whole: density, distances, clustering, centralisation
    Summary(summary) table,
    /// Structural balance: triads of friends and enemies, two camps, frustration
    Balance(balance) table,
    /// The ties between states or bodies that say more than chance
    Backbone(backbone) table,
    /// Who stands between whom: the five roles of brokerage, or who links two sets
    Brokers(brokers) table,
    /// Which groups a network falls into: communities, circles, core and periphery
    Communities(communities) table,
    /// Whom an expression finds, such as 'members(cica) & members(sco) - parties(npt)'
    Who(who) table,
    /// Everything dated about one entity, oldest first
    Timeline(timeline) table,
    /// How a set or a number changed, at the exact days
    Changes(changes) table,
    /// Draw a picture a journal would print
    Draw(draw),
    /// Make a page to hand on: the network with a slider of days, search, overlaps and sources, in one HTML file
    Page(page),
    /// Write a network for Graphviz
    Export(export),
    /// Hold what a text claims against the world: holds, fails, partly, cannot tell
    Check(check) table,
    /// Fill a report with figures, tables and numbers of the graph, and tell when one no longer holds
    Weave(weave),
    /// Weave as a filter of pandoc, for HTML, Word, slides, LaTeX and more
    Pandoc(pandoc),
    /// Weave as a preprocessor of mdBook
    Mdbook(mdbook),
    /// A ready-made report: a brief on a body, a comparison of two
    Report(report),
    /// Check a world and show all that looks wrong
    Lint(lint),
    /// Make a world of data sets, spreadsheets and networks of other programs
    Import(import),
    /// What several worlds say, in one, with all their sources
    Merge(merge),
    /// Where sources agree on a fact, differ, or are silent
    Conflicts(conflicts) table,
    /// Count a stream of events by pair, period and kind, as dated ties
    Fold(fold),
    /// Explain a diagnostic code such as E0201
    Explain(explain),
    /// Print shell completions
    Completions(completions),
    /// Print the manual page
    Man(man),
}

/// Where a command finds what it needs, and where its answer goes.
pub(super) struct Session<'s> {
    pub(super) cli_colour: bool,
    pub(super) globals: &'s super::args::Globals,
    pub(super) words: &'s [String],
    pub(super) around: &'s Surroundings,
    pub(super) out: &'s mut dyn Write,
    /// The world, once it was opened: the questions of one run share it.
    pub(super) opened: &'s OnceCell<Opened>,
    /// Where the answer goes instead of being written, for questions inside others.
    pub(super) captured: Option<&'s RefCell<Option<Found>>>,
    /// Whether the world is the supposed one already.
    pub(super) supposes: bool,
}

/// Runs one command.
pub(super) fn run(cli: Cli, words: &[String], around: &Surroundings, out: &mut dyn Write) -> Result<u8, Failure> {
    let cli_colour = cli.colour(around.colour_out);
    let Cli { globals, command } = cli;
    let opened = OnceCell::new();
    let (captured, supposes) = (None, false);
    let session = Session { cli_colour, globals: &globals, words, around, out, opened: &opened, captured, supposes };
    dispatch(command, session)
}

impl Command {
    /// The format asked for, where a command has one.
    pub(super) fn format(&self) -> Option<&str> {
        match self {
            Self::Lint(args) => args.format.as_deref(),
            Self::Draw(args) => args.format(),
            Self::Import(args) => Some(args.format.as_str()),
            other => other.output().and_then(|output| output.format.as_deref()),
        }
    }
}

/// A world with a supposition, as written, in it.
pub(super) struct Supposed {
    pub(super) document: ManuallyDrop<Rc<Document>>,
    pub(super) text: String,
}

/// A world that was opened and the frame of the question about it.
pub(super) struct Asked {
    /// Never dropped: the program ends once it has answered, and taking a world apart takes longer than
    /// many an answer.
    pub(super) document: ManuallyDrop<Rc<Document>>,
    walk: Walk,
    pub(super) view: View,
    /// The day or interval as written.
    pub(super) written: String,
    /// The world in which what the question supposes is so, and the supposition as written.
    pub(super) supposed: Option<Supposed>,
    /// Who is only possibly meant by a set of the question, and so left out.
    pub(super) left_out: RefCell<Vec<EntityId>>,
}

impl Asked {
    pub(super) fn model(&self) -> &Model {
        &self.document.model
    }

    pub(super) fn graph(&self) -> Graph<'_> {
        Graph::sharing(&self.document.model, &self.walk)
    }

    /// The model with what is supposed in it, if anything is.
    pub(super) fn supposed_model(&self) -> &Model {
        self.supposed.as_ref().map_or(self.model(), |supposed| &supposed.document.model)
    }

    /// Looks up one name on the day asked for.
    pub(super) fn entity(&self, name: &str, kinds: &[EntityKind]) -> Result<EntityId, Failure> {
        context::entity(self.model(), name, self.view.when.first, kinds)
    }

    /// What a name stands for, if it is one: without the search for near names that a complaint needs.
    pub(super) fn named(&self, name: &str, kinds: &[EntityKind]) -> Option<EntityId> {
        match names::resolve(self.model(), name, self.view.when.first, kinds) {
            Resolution::One(id, _) => Some(id),
            _ => None,
        }
    }

    /// Who is meant by names and set expressions, in the world as it is; those only possibly meant are left
    /// out, and the answer says so.
    pub(super) fn entities(&self, names: &[String], kinds: &[EntityKind]) -> Result<Vec<EntityId>, Failure> {
        let (counted, possible) = context::sets(&self.graph(), &self.view, names, kinds)?;
        self.left_out.borrow_mut().extend(possible);
        Ok(counted)
    }
}

impl Asked {
    /// The bodies that are meant by names, families of bodies and set expressions.
    pub(super) fn bodies(&self, names: &[String]) -> Result<Vec<EntityId>, Failure> {
        self.seats(names, &[EntityKind::Body])
    }

    /// The entities that are meant by names, families of bodies and set expressions.
    pub(super) fn seats(&self, names: &[String], kinds: &[EntityKind]) -> Result<Vec<EntityId>, Failure> {
        self.entities(&context::with_families(self.model(), names, self.view.when.first, kinds)?, kinds)
    }
}

impl Session<'_> {
    /// The world, opened once.
    pub(super) fn world(&self) -> Result<ManuallyDrop<Rc<Document>>, Failure> {
        Ok(ManuallyDrop::new(context::opened(self.opened, self.globals, self.around)?.document))
    }

    /// Asks another question of the same world, as typed after `comity`, and gives its answer.
    pub(super) fn inner(&mut self, words: &[String]) -> Result<Answer, Failure> {
        let cli = inside::parse(words)?;
        if cli.command.output().is_none() {
            return Err(inside::no_table(words));
        }
        inside::ask(cli, words, self.around, self.globals, self.opened, self.supposes).map(|found| found.answer)
    }

    /// Opens the world and frames the question.
    pub(super) fn ask(&self, args: &AskArgs) -> Result<Asked, Failure> {
        let Opened { document, walk } = context::opened(self.opened, self.globals, self.around)?;
        let document = ManuallyDrop::new(document);
        let (view, written) = context::view(args, &document.model, self.around)?;
        let supposed = self.supposed(&args.when, &document, &view)?;
        Ok(Asked { document, walk, view, written, supposed, left_out: RefCell::default() })
    }

    /// Opens the world for a question that is framed by days alone.
    pub(super) fn ask_when(&self, args: &WhenArgs) -> Result<Asked, Failure> {
        let Opened { document, walk } = context::opened(self.opened, self.globals, self.around)?;
        let document = ManuallyDrop::new(document);
        let (when, written) = context::when(args, self.around.today)?;
        let view = View { when, ..View::on(when.first) };
        let supposed = self.supposed(args, &document, &view)?;
        Ok(Asked { document, walk, view, written, supposed, left_out: RefCell::default() })
    }

    /// The world with what the question supposes in it; none if it asks this of the supposed world already.
    fn supposed(&self, args: &WhenArgs, document: &Document, view: &View) -> Result<Option<Supposed>, Failure> {
        if self.supposes {
            return Ok(None);
        }
        let supposed = context::supposed(args, &document.model, view.when.first)?;
        Ok(supposed.map(|model| {
            let document = Document { model, texts: document.texts.clone(), diagnostics: Diagnostics::new() };
            Supposed { document: ManuallyDrop::new(Rc::new(document)), text: args.suppose.clone().unwrap_or_default() }
        }))
    }

    /// Finds an answer and writes it.
    pub(super) fn find(
        &mut self,
        asked: &Asked,
        args: &OutputArgs,
        find: impl Fn(&Graph<'_>, &View) -> Result<Finding, Failure>,
    ) -> Result<u8, Failure> {
        let finding = find(&asked.graph(), &asked.view)?;
        self.answer(finding, asked, args)
    }

    /// Finishes a finding and writes it; where something is supposed, asks the same again in the supposed
    /// world, with the sets of the question as they are there, and writes what changes.
    pub(super) fn answer(&mut self, finding: Finding, asked: &Asked, args: &OutputArgs) -> Result<u8, Failure> {
        let mut answer = context::seal(finding, asked.model(), asked, args, self.words);
        if let Some(Supposed { document, text }) = &asked.supposed {
            let opened = OnceCell::from(Opened::of(Rc::clone(document)));
            let cli = inside::parse(self.words)?;
            let after = inside::ask(cli, self.words, self.around, self.globals, &opened, true)?;
            answer = compare(&answer, &after.answer, text);
        }
        self.write(answer, args)
    }

    /// Writes a finished answer.
    pub(super) fn write(&mut self, mut answer: Answer, args: &OutputArgs) -> Result<u8, Failure> {
        if let Some(captured) = self.captured {
            captured.replace(Some(Found { answer, picture: None }));
            return Ok(0);
        }
        if self.globals.quiet {
            (answer.headline, answer.terms, answer.notes) = (None, Vec::new(), Vec::new());
        }
        // As the world, never dropped.
        let answer = ManuallyDrop::new(answer);
        output::answer(&answer, args, self.cli_colour, self.around.width, self.out)?;
        Ok(0)
    }

    /// Writes a plain text to the standard output.
    pub(super) fn print(&mut self, text: &str) -> Result<u8, Failure> {
        output::text(text, None, self.out)?;
        Ok(0)
    }
}
