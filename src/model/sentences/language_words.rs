//! The word lists of the languages other than English: abbreviations whose stop
//! ends a sentence only before a word that begins sentences, and those words. What
//! the English lists have, too, and letters with stops (`z.B.`, `т.е.`) need no entry,
//! nor do abbreviations that more often end a sentence (`etc.`).
//!
//! Lower case, without the last stop, sorted by code point, one line a list.
//! Collected from general usage and the orthographies' own lists.

/// Three lines a language: the primary language subtags that ask for it, after a `.`
/// if `12.` is an ordinal; abbreviations; words that begin sentences. One string,
/// because a table of strings would be an eighth as large again in the wasm.
pub(super) const LANGUAGES: &str = concat!(
    // English is asked for most.
    "en\n",
    "\n",
    "\n",
    // German
    ". de deu ger gsw lb\n",
    "abb abs abt allg aufl bd bes betr bspw bzgl bzw dipl einschl evtl fa fr geb gem ggf hl hr hrsg ing \
        inkl insb jh jhd kap lt med mind mio mrd nr phil rd sog std stellv str vgl zzgl\n",
    "aber als am auch auf bei da damit dann das dass den denn der deshalb die dies diese dieser doch ein eine \
        er es für hier ich ihr im jetzt man mit nach nicht nur sie und vor wenn wer wie wir zu zum\n",
    // French
    "fr fra fre\n",
    "av bd c.-à-d env hab j.-c mgr mm p.ex réf sté tél\n",
    "au aussi avec c'est ce cela ces cette comme dans de depuis des du elle elles en et il ils je la le les \
        mais nous où par pour quand que qui sa selon si son sur tous tout un une vous à\n",
    // Spanish
    "ca es gl spa\n",
    "av avda cía dra dras dres dña ee excmo gral ing lic licda ltda máx mín núm núms p.ej profa pág págs sra \
        sras sres srta sta sto ud uds vd vds\n",
    "al aunque como con cuando de desde después el ella ellos en es esta este fue hay la las lo los más para \
        pero por que quién qué se según si sin sobre su también todo un una y ya yo\n",
    // Italian
    "it ita\n",
    "arch avv cap cfr dott dott.ssa dr ed egr fr ing mons on pag pagg prof prof.ssa sen sig sig.na sig.ra \
        sigg spett\n",
    "al alla anche che chi ci come con da dal dei del della di dopo e era gli ha il io la le lei lo loro lui \
        ma nel nella noi non per perché poi quando questa questo se secondo si sono su tutti un una è\n",
    // Portuguese
    "por pt\n",
    "apto av cia dra dras drs eng exmo ilmo ltda máx mín núm obs profa pág págs sra sras srs srta sta sto séc\n",
    "ao com como da de depois e ela elas ele eles em era essa esse esta este eu foi mais mas na não o \
        onde os para por porque quando que quem se segundo sem também um uma você é\n",
    // Dutch
    "af dut nl nld\n",
    "aanw bijv blz bv dr drs evt excl ing ir jhr jl mgr mln mrd nl nr prof resp vgl vnl znw\n",
    "als bij daar dan dat de deze die dit door een en er het hier hij hoe ik je maar men met na niet nu om \
        ook op toen tot van veel voor waar wat wie wij ze zij zo\n",
    // Danish
    ". da dan nb nn no sv\n",
    "adr afd ang bl.a dr dvs ekskl el evt f.eks feks fr frk gl hr iflg inkl kap kl kr lic m.fl maks mht mia \
        mio nr pct prof sct skt stk str tlf udg vedr\n",
    "da de den der det dette disse efter en er et før han har hun hvad hver hvor ikke man med men når og \
        også om på siden som så til var\n",
    // Polish
    "pl pol\n",
    "abp bp br cd dot dr gen godz hab im inż jw kard kpt ks lek m.in mgr mjr mld mln np nr ok pkt pl por prof \
        prok płk red rozdz rys str tj tow tys tzn tzw ul ur ust wg woj ww zob św\n",
    "ale był była było co czy gdzie jak jednak jest już kiedy który na nie nikt o ona oni po pod potem \
        przed przez ta tak te ten tu w więc wszyscy z za że\n",
    // Russian
    "be ru rus uk\n",
    "авг акад англ апр вв гг гр дек доц ед им инж кв коп корп мес мин млн млрд напр нояб обл оз ок окт пер пл \
        пос пп пр просп проф ред рис руб св сент см соч ср ст стр табл тел тов тт тыс ул февр чел янв\n",
    "а без был в все для до его если ещё за здесь и из их к как когда мы на не но о однако он она они оно \
        от по под поэтому при с сейчас так там то тогда у хотя что чтобы эта это этот я\n",
    // Bulgarian
    "bg bul mk\n",
    "акад ал бул вж вр гр доц ет им инж кв мин млн млрд напр обл ок пл пр проф св см ср ст стр т.нар табл тел ул \
        хил чл щ\n",
    "а ако в все всички до за и из има как като когато кой много на не но няма обаче от по под през при с \
        само се след така те тези това той тук тя че\n",
    // Greek
    "el ell gre\n",
    "αγ αρ αριθ βλ γεν δηλ δρ εκ κα κκ κλπ λεωφ οδ πρβλ σελ σημ στρ τηλ τόμ χιλ χλμ\n",
    "αλλά αν από αυτό αυτός για γιατί δεν είναι η θα και με μετά να ο οι σε στη στην στο τα τη την το τον \
        όμως όταν\n",
    // Turkish
    ". az tr tur\n",
    "alb apt av bkz cad doç hz mah mim müh nu org sn sok vb vd yrd yy ör örn öğr şti\n",
    "ama ancak ayrıca ben bir biz bu bugün bunu bunun böyle da daha de en eğer fakat hiç için o sonra ve \
        çok çünkü şimdi şu\n",
    // Kazakh and Kyrgyz
    "kaz kk ky\n",
    "акад гг доц жж кв мин млн млрд мың обл проф руб см табл тг тел тт\n",
    "ал біз бірақ бұл да егер ең және ол олар сол қазір\n",
    // Arabic script
    "ar ara ckb fa fas per ps ur urd\n",
    "أ.د إلخ ا.د الخ ص.ب ق.م\n",
    "\n",
    // Devanagari
    "hi hin mar mr ne sa\n",
    "आर ई.पू उदा एन एम एल एस कि.मी के क्र जे टी डा डी डॉ पं पी पु प्र प्रा प्रो बी मि रु वि वी श्री श्रीम स सी\n",
    "\n",
    // Languages without a list of their own that write ordinals with a stop
    ". bs cs et eu fi hr hu is lv sk sl sr\n",
    "\n",
    "\n",
);
