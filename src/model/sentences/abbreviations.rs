//! English abbreviations by what may follow their stop, and the words that begin
//! sentences. Lower case, without the last stop, sorted by code point.
//!
//! Collected from style guides (AP, Chicago, Bluebook) and general usage.

/// Abbreviations, each with the letter of its class:
///
/// - `T`, titles: with a capital they stand before names, and their stop never ends
///   a sentence; otherwise they are words of their own (`her rep.`), like `W`.
/// - `I`, inner ones, which introduce what follows: never.
/// - `C`, times of day: by what follows.
/// - `E`, eras: like those after a year, otherwise neutral.
/// - `P`, which open a postscript: never at the beginning of a sentence.
/// - `W`, references: not before numbers, otherwise they end a sentence.
/// - `M`, months: like `W`; in English only with a capital.
/// - `A`, neutral ones: only a word that begins sentences tells.
/// - `S`, days, states, `Jr.`: with a capital neutral, after a comma a sentence ends.
/// - `K`, companies' suffixes, streets: with a capital neutral, although a verb after
///   the next word tells as well.
pub(super) const ABBREVIATIONS: &str = "a.dE a.k.aI a.mC abrM acadA admT adminS agoM alA alaS aldT ambT amendW appW \
     approxI aprM aptW arizS arkS artW artsW assnA assocA asstA attnI attyT augM aveK b.cE b.c.eE bldgS blvdK brT \
     brigT brosK c.eE c.fI caI calS califS captT cfI chW chapW chasT chsW cieA clW cmdrT coK colT coloS commS connS \
     corpK cosK cplT cptT d.cS decM delS deptA deptsA detT dezM dhrI dicM distS divS drT drsT décM e.gI edW edsW egI \
     eneM ensT eqW eqsW espI esqA estW exW extW febM febbrM fevM figW figsW flW flaS frT friS ftA févrM gaS genT \
     govT govtA honT hospA hrW hrsW hwyW i.eI ieI illS incK inclI indS insS inspT instA int'lA intlA janM janvM jrS \
     juilM julM junM kanS kyS laS libS llcK llpK lotW ltT ltdK majT marM massS maxW mdS messrsT mevrI michS minW \
     minnS missS mlleT mmeT mmesT moS monS montS mrT mrsT mrtM msT msgrT mtA mwI n.bI n.cS n.hS n.jS n.mS n.yS natlA \
     nebS nevS noW nosW novM octM ofcT oklaS oktM opW oreS ottM p.mC p.p.sP p.sP paS parW paraW pennS pfcT pgW pgsW \
     pkwyK ppW presT procA profT profsT propW psP ptW ptsW ptyA pvtT r.iS rdA refW refsW repT repsT revT revdT rmW \
     rsW rtT rteW s.cS satS sciW secT sectW senT sensT sepM septM settM sfrW sgtT socS spcT sqK srS ssgtT stA steA \
     stsT suppW suptT tabW telW tennS texS thuS thurS thursS tueS tuesS univA vI vaS verW vizI volW volsW vsI vtS \
     washS wedS wisS wmT wyoS";

/// The longest abbreviation, in bytes: longer words need not be looked up.
pub(super) const LONGEST: usize = 6;

/// Names that end in `!`.
pub(super) const SHOUTING_NAMES: &str = "jeopardy joomla yahoo yum";

/// What follows a time of day without a new sentence: days, months, time zones.
pub(super) const AFTER_CLOCK: &str = "april august bst cdt central cest cet cst december eastern edt est et february friday gmt greenwich ist january \
     july june march may mdt monday mountain mst november october pacific pdt pst pt saturday september sunday \
     thursday tuesday utc wednesday";

/// Prepositions that open a sentence with a time: `At 5 a.m. Mr. Smith …`.
pub(super) const BEFORE_CLOCK: &str =
    "about after around as at before between by from in just near on precisely since until";

/// Before a time that belongs to a name: `the 8 p.m. Show`.
pub(super) const ARTICLES: &str = "a an the";

/// What is numbered by letters and numbers: after `plan B.` a sentence may end,
/// `Step 1.` opens one.
pub(super) const LETTERED: &str = "appendix box category chapter class exhibit figure gen generation grade group hepatitis level model option part \
     phase plan point question rated rule section stage step table team type version vitamin war";

/// Words before the pronoun `I` at the end of a sentence, beside verbs: `taller than I.`
pub(super) const BEFORE_PRONOUN: &str = "am and but nor or than";

/// Frequent verbs that do not end in `ed`.
pub(super) const VERBS: &str = "are can could did do fell had has have is rose said say should was were will would";

/// Verbs of speaking, for `“Is it over?” Mara asked.` After `C` what was said is no
/// longer named: nothing may follow.
pub(super) const SPEECH: &str = "added announced answered argued askC asked asks beganC chanted cheered concluded continuedC countered cried \
     declared demanded exclaimed explained inquired insisted joked murmured mused muttered noted pleaded postedC \
     pressedC protested quipped recalled remarked replied responded retorted roared said says screamed shouted sighed \
     snapped tells thought thundered told tweeted warned whispered wondered wonders writes wrote yelled";

/// Words inside the name of a speaker.
pub(super) const NAME_LINKS: &str = "al and at bin da de del der di du for from has in la le of the then van von";

/// After a verb of speaking: what was said is reported, not quoted.
pub(super) const REPORTED: &str =
    "a an he her his i it its no nobody nothing she that the their there these they this we";

/// Words that begin sentences and hardly ever names.
pub(super) const STARTERS: &str = "a about above according after again against all almost along already also although amid among an \
     analysts and another any anyone are around as asked at authorities because before besides between both but by \
     can children could critics despite did didn't do does doesn't don't during each earlier economists either \
     employees even ever every everybody everyone everything experts few finally for from further given had has have \
     he he'd he'll he's hence her here his how however i i'd i'll i'm i've if in including indeed instead investors \
     is it it'll it's its just last lately later lawmakers let let's like many maybe meanwhile more moreover most \
     much my nearly neither never nevertheless next no nobody none nonetheless nor not nothing now of officials often \
     on once only or other others otherwise our out over people perhaps please police prosecutors rather \
     recently researchers residents scientists seven several shall she she'd she'll she's should since so some \
     someone something sometimes soon sources still students such supporters terms thanks that that's the their then \
     there there's therefore these they they'd they'll they're they've third this those though three through \
     throughout thus to today tomorrow tonight too two under unless unlike until upon usually very voters was we we'd \
     we'll we're we've were what what's when where where's whether which while who who's whose why with \
     within without witnesses women workers would yes yesterday yet you you'd you'll you're you've your";

/// Words that begin sentences in careless writing without capitals, and hardly
/// ever follow the stop of an abbreviation.
pub(super) const CARELESS_STARTERS: &str = "also can't didn't doesn't don't dont he how i i'd i'll i'm i've if im isn't it it's maybe my not please she \
     thanks that's the there there's these they they're this those we we're what what's why you you're";

/// Titles that English does not put right after an abbreviation: `Smith & Co. Mr. Smith …`.
pub(super) const COURTESY: &str = "dr mr mrs ms";

/// The last four letters of adverbs that begin sentences.
pub(super) const ADVERB_ENDINGS: &str = "ally edly ngly ntly tely usly vely";

/// What web addresses begin with, which begin sentences as they are.
pub(super) const ADDRESS_STARTS: &str = "http https www";

/// All lists of this file.
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(super) const ALL: [&str; 16] = [
    COURTESY,
    ADVERB_ENDINGS,
    ADDRESS_STARTS,
    ABBREVIATIONS,
    ARTICLES,
    VERBS,
    SHOUTING_NAMES,
    AFTER_CLOCK,
    BEFORE_CLOCK,
    LETTERED,
    SPEECH,
    NAME_LINKS,
    REPORTED,
    BEFORE_PRONOUN,
    STARTERS,
    CARELESS_STARTERS,
];
