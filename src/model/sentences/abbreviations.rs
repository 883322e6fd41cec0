//! English abbreviations by what may follow their stop, and the words that begin
//! sentences. Lower case, without the last stop, sorted by code point.
//!
//! Collected from style guides (AP, Chicago, Bluebook) and general usage.

use super::words::Filter;

/// Stand before names: their stop never ends a sentence.
pub(super) const TITLES: &str = "adj adm atty brig capt cdr cmdr col comdr cpl cpt dr drs ens gen gov hon insp lt maj messrs mlle mme mmes mr mrs \
     ms msgr mx ofc pfc pres prof profs pvt rep reps rev revd rt sen sens sgt ssgt supt";

/// Introduce what they stand before: their stop never ends a sentence.
pub(super) const INNER: &str = "a.k.a approx c.f ca cf e.g eg esp i.e ie incl n.b v viz vs";

/// Stand before numbers, and are no words of their own.
pub(super) const REFERENCES: &str = "bk bks ch chap chs ed eds eq eqn eqs est ext figs fl hwy nos par para paras pg pgs pp pt pts refs rm rte sect \
     sects tel ver vol vols";

/// Stand before numbers, and are also words that end sentences.
pub(super) const REFERENCE_WORDS: &str = "app art arts ex fig lot max min no ref sec tab";

/// May end a sentence: only a word that begins sentences tells.
pub(super) const NEUTRAL: &str = "acad admin al assn assoc asst ave bldg blvd bros cent cie co comm corp cos dept depts div esq ft govt hosp inc \
     ins inst int'l intl jr lib llc llp ltd mfg mt mts nat'l natl pty pvt rd ry soc sr st sta ste sts trans univ vt";

/// Neutral only with a capital: months, days, states.
pub(super) const NEUTRAL_NAMES: &str = "ala apr ariz ark aug calif colo conn dec del dist feb fla fri ga ill ind jan jul jun kan ky la mar mass md mich \
     minn miss mo mon mont neb nev nov oct okla ore pa penn sat sep sept sun tenn tex thu thur thurs tue tues va wash \
     wed wis wyo";

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
pub(super) const LETTERED: &str = "appendix article axis block box category chapter class column company division example exercise exhibit figure \
     gate grade group hepatitis influenza item lesson level line model option part phase plan point question row rule \
     schedule section series stage step table team terminal tier type unit version vitamin war zone";

/// Words before the pronoun `I` at the end of a sentence: `taller than I.`
pub(super) const BEFORE_PRONOUN: &str = "am and but can could did do had have is nor or should than was will would";

/// Verbs of speaking, for `“Is it over?” Mara asked.`
pub(super) const SPEECH: &str = "added adds admitted agreed announced answered argued asked asks barked began begged called cautioned challenged \
     countered cried cries declared demanded demands exclaimed explained gasped inquired insisted interrupted joked \
     laughed moaned mumbled murmured muttered pleaded pressed protested queried quipped read recalled remarked \
     repeated replied replies responded roared said says screamed shouted shouts sighed snapped sobbed tweeted urged \
     wailed warned whispered wondered wonders writes wrote yelled yells";

/// Words that begin sentences and hardly ever names.
pub(super) const STARTERS: &str = "a about above according additionally after afterward afterwards again against all almost along already also \
     although amid among an analysts and another any anybody anyone anything anyway apparently are aren't around as \
     aside asked at authorities because before behind besides between beyond both but by can can't certainly children \
     clearly consequently conversely could couldn't critics curiously despite did didn't do does doesn't don't during \
     each earlier economists either elsewhere even eventually ever every everybody everyone everything experts few \
     finally for fortunately from further furthermore given had half hardly has hasn't have haven't he he'd he'll \
     he's hence her here his historically how however i i'd i'll i'm i've if imagine in including indeed initially \
     inside instead investors ironically is isn't it it'll it's its just last lately later lawmakers let let's like \
     likewise long many maybe meanwhile men merely more moreover most much my namely naturally nearly needless \
     neither never nevertheless next no nobody none nonetheless nor normally not notably nothing now obviously \
     occasionally of officials often on once only opponents or originally other others otherwise our out over overall \
     parents particularly people perhaps please plus police presumably previously prosecutors rarely rather recently \
     regardless remember reportedly reporters researchers residents sadly same scientists seldom seven several shall \
     she she'd she'll she's should shouldn't similarly simply since so some someday somehow someone something \
     sometimes somewhere soon sources specifically still students subsequently such suddenly supporters surely \
     surprisingly survivors teachers thanks that that's the their then there there's thereafter therefore these they \
     they'd they'll they're they've third this those though three through throughout thus to today together tomorrow \
     tonight too traditionally two ultimately under undoubtedly unfortunately unless unlike unlikely until upon \
     usually various very voters was wasn't we we'd we'll we're we've well were weren't what what's whatever when \
     whenever where where's whereas wherever whether which while who who's whoever whose why with within without \
     witnesses women won't workers would wouldn't yes yesterday yet you you'd you'll you're you've your";

/// Words that begin sentences in careless writing without capitals, and hardly
/// ever follow the stop of an abbreviation.
pub(super) const CARELESS_STARTERS: &str = "also can't didn't doesn't don't dont he how i i'd i'll i'm i've if im isn't it it's maybe my not please \
     she thanks that's the there there's these they they're this those we we're what what's why you you're";

/// Times of day.
pub(super) const CLOCK: &str = "a.m p.m";

/// Open a postscript.
pub(super) const POSTSCRIPT: &str = "p.p.s p.s ps";

/// Every abbreviation of this file, for a first look.
pub(super) static FILTER: Filter =
    Filter::of(&[TITLES, INNER, CLOCK, POSTSCRIPT, REFERENCES, REFERENCE_WORDS, NEUTRAL, NEUTRAL_NAMES]);

/// All lists of this file.
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(super) const ALL: [&str; 16] = [
    TITLES,
    INNER,
    REFERENCES,
    REFERENCE_WORDS,
    NEUTRAL,
    NEUTRAL_NAMES,
    SHOUTING_NAMES,
    AFTER_CLOCK,
    BEFORE_CLOCK,
    LETTERED,
    SPEECH,
    BEFORE_PRONOUN,
    CLOCK,
    POSTSCRIPT,
    STARTERS,
    CARELESS_STARTERS,
];
