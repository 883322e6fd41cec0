//! English abbreviations by what may follow their stop, and the words that begin
//! sentences. Lower case, without the last stop, sorted by code point.
//!
//! Collected from style guides (AP, Chicago, Bluebook) and general usage.

use super::words::Filter;

/// Stand before names: their stop never ends a sentence.
pub(super) const TITLES: &str = "adj adm amb atty brig capt cdr chas cmdr col comdr cpl cpt det dhr dr drs ens fr gen gov hon insp lt maj messrs mevr mlle \
     mme mmes mr mrs ms msgr mx ofc pfc pres prof profs pvt rep reps rev revd rt sec sen sens sgt ssgt supt wm";

/// Introduce what they stand before: their stop never ends a sentence.
pub(super) const INNER: &str = "a.k.a approx attn c.f ca cf e.g eg esp i.e ie incl n.b v viz vs";

/// Stand before numbers, and are no words of their own.
pub(super) const REFERENCES: &str = "bk bks ch chap chs ed eds eq eqn eqs est ext figs fl hwy nos par para paras pg pgs pp pt pts refs rm rs rte sect \
     sects tel ver vol vols";

/// Stand before numbers, and are also words that end sentences.
pub(super) const REFERENCE_WORDS: &str = "app art arts ex fig lot max min no ref sec tab";

/// May end a sentence: only a word that begins sentences tells.
pub(super) const NEUTRAL: &str = "acad admin al assn assoc asst ave bldg blvd bros cent cie co comm corp cos dept depts div esq ft govt hosp inc \
     ins inst int'l intl jr lib llc llp ltd mfg mt mts nat'l natl pty pvt rd ry soc sr st sta ste sts trans univ vt";

/// Months, with a capital: not before numbers, otherwise they end a sentence.
pub(super) const MONTHS: &str = "apr aug dec feb jan jul jun nov oct sep sept";

/// Neutral only with a capital: days, states.
pub(super) const NEUTRAL_NAMES: &str = "ala ariz ark calif colo conn d.c del dist fla fri ga ill ind kan ky la mar mass md mich minn miss mo mon mont \
     n.c n.h n.j n.m n.y neb nev okla ore pa penn r.i s.c sat sun tenn tex thu thur thurs tue tues va wash wed wis \
     wyo";

/// Names that end in `!`.
pub(super) const SHOUTING_NAMES: &str = "jeopardy joomla yahoo yum";

/// What follows a time of day without a new sentence: days, months, time zones.
pub(super) const AFTER_CLOCK: &str = "april august bst cdt central cest cet cst december eastern edt est et february friday gmt greenwich ist january \
     july june march may mdt monday mountain mst november october pacific pdt pst pt saturday september sunday \
     thursday tuesday utc wednesday";

/// Prepositions that open a sentence with a time: `At 5 a.m. Mr. Smith …`.
pub(super) const BEFORE_CLOCK: &str =
    "about after around as at before between by from just near on precisely since until";

/// What is numbered by letters and numbers: after `plan B.` a sentence may end,
/// `Step 1.` opens one.
pub(super) const LETTERED: &str = "appendix box category chapter class division example exhibit figure gate grade group hepatitis lesson level \
     option part phase plan point question rule section stage step table team type version vitamin war";

/// Words before the pronoun `I` at the end of a sentence: `taller than I.`
pub(super) const BEFORE_PRONOUN: &str = "am and but can could did do had have is nor or should than was will would";

/// Verbs of speaking, for `“Is it over?” Mara asked.`
pub(super) const SPEECH: &str = "added announced answered argued asked asks cheered complained concluded cried declared demanded exclaimed \
     explained gasped insisted joked murmured mused muttered noted pleaded quipped recalled remarked replied \
     responded roared said says screamed shouted sighed snapped tells thundered told tweeted warned whispered \
     wondered writes wrote yelled";

/// Words inside the name of a speaker.
pub(super) const NAME_LINKS: &str = "al and at bin da de del der di du for from in la le of the van von";

/// After a verb of speaking: what was said is reported, not quoted.
pub(super) const REPORTED: &str =
    "a an he her his i it its no nobody nothing she that the their there these they this we";

/// Words that begin sentences and hardly ever names.
pub(super) const STARTERS: &str = "a about above according after afterwards again against all almost along already also although amid among an \
     analysts and another any anyone are around as asked at authorities because before besides between both but by \
     can children could critics despite did didn't do does doesn't don't during each earlier economists either even \
     ever every everybody everyone everything experts few finally for from further given had has have he he'd he'll \
     he's hence her here his how however i i'd i'll i'm i've if in including indeed instead investors is it it'll \
     it's its just last lately later lawmakers let let's like many maybe meanwhile more moreover most much my nearly \
     neither never nevertheless next no nobody none nonetheless nor not nothing now of officials often on once only \
     opponents or other others otherwise our out over people perhaps please police prosecutors rather recently \
     researchers residents scientists seven several shall she she'd she'll she's should since so some someone \
     something sometimes soon sources still students such supporters thanks that that's the their then there there's \
     therefore these they they'd they'll they're they've third this those though three through throughout thus to \
     today tomorrow tonight too two under unless unlike until upon usually very voters was we we'd we'll we're we've \
     were what what's when where where's whereas whether which while who who's whose why with within without \
     witnesses women workers would yes yesterday yet you you'd you'll you're you've your";

/// Words that begin sentences in careless writing without capitals, and hardly
/// ever follow the stop of an abbreviation.
pub(super) const CARELESS_STARTERS: &str = "also can't didn't doesn't don't dont he how i i'd i'll i'm i've if im isn't it it's maybe my not please \
     she thanks that's the there there's these they they're this those we we're what what's why you you're";

/// Times of day.
pub(super) const CLOCK: &str = "a.m p.m";

/// Eras, after a year.
pub(super) const ERAS: &str = "a.d b.c b.c.e c.e";

/// Open a postscript.
pub(super) const POSTSCRIPT: &str = "p.p.s p.s ps";

/// Every abbreviation of this file, for a first look.
pub(super) static FILTER: Filter =
    Filter::of(&[TITLES, INNER, CLOCK, ERAS, POSTSCRIPT, REFERENCES, REFERENCE_WORDS, NEUTRAL, MONTHS, NEUTRAL_NAMES]);

/// All lists of this file.
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(super) const ALL: [&str; 20] = [
    TITLES,
    INNER,
    REFERENCES,
    REFERENCE_WORDS,
    NEUTRAL,
    MONTHS,
    NEUTRAL_NAMES,
    SHOUTING_NAMES,
    AFTER_CLOCK,
    BEFORE_CLOCK,
    LETTERED,
    SPEECH,
    NAME_LINKS,
    REPORTED,
    BEFORE_PRONOUN,
    CLOCK,
    ERAS,
    POSTSCRIPT,
    STARTERS,
    CARELESS_STARTERS,
];
