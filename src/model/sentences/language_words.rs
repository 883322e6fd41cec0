//! The word lists of the languages other than English: abbreviations whose stop
//! ends a sentence only before a word that begins sentences, and those words.
//!
//! Lower case, without the last stop, sorted by code point, one string a list.
//! Collected from general usage and the orthographies' own lists.

use super::languages::Profile;

pub(super) const GERMAN: Profile = Profile {
    abbreviations: "abb abs abt allg aufl bd bes betr bspw bzgl bzw ca d.h dipl dr ebd einschl etc evtl exkl fr geb ggf \
        hl hr hrsg ing inkl insb jh jhd kap lt max med mind mio mr mrd mrs nr o.ä phil prof rd s.o s.u sog \
        st std stellv str tel u.a usf usw v.a vgl vs z.b z.t zzgl",
    starters: "aber als am an auch auf bei da dabei damit dann das dass dem den denn der deshalb die dies diese \
        dieser doch ein eine er es für hier ich ihr im in jetzt man mit nach nicht noch nun nur sie so und \
        vor was wenn wer wie wir zu zum",
    ordinals: true,
};

pub(super) const FRENCH: Profile = Profile {
    abbreviations: "av bd c.-à-d cf ch dr env etc fig hab j.-c jr mgr mlle mm mme mmes mr no nos p.ex pp prof réf ste \
        sté tél vol",
    starters: "au aussi avec c'est ce cela ces cette comme dans de depuis des du dès elle elles en et il ils je la \
        le les leur mais même nous on or où par pour quand que qui sa selon ses si son sur tous tout un une \
        vous à",
    ordinals: false,
};

pub(super) const SPANISH: Profile = Profile {
    abbreviations: "a.c av avda cf cía d.c dr dra dras dres dña ed ee ee.uu etc excmo gral ing jr lic licda ltda mr mrs \
        máx mín núm núms p.ej pp prof profa pág págs sr sra sras sres srta sta sto tel ud uds univ uu vd vds \
        vol",
    starters: "a al así aunque como con cuando de desde después el ella ellos en entonces era es esa ese eso esta \
        este esto fue hay la las le lo los me mi muy más nada nadie ni no nos nunca para pero por que quién \
        qué se según si sin sobre su también todo un una y ya yo",
    ordinals: false,
};

pub(super) const ITALIAN: Profile = Profile {
    abbreviations: "a.c arch art avv cap cfr d.c dott dott.ssa dr ecc ed egr es etc fig fr gen geom ing mons mr mrs on \
        pag pagg prof prof.ssa rag s.p.a s.r.l sen sig sig.na sig.ra sigg spett tel vol",
    starters: "a al alla anche ancora che chi ci come con cosa così da dal dei del della di dopo dove e era gli ha \
        i il in io la le lei lo loro lui ma mentre nel nella noi non ogni ora per perché poi quando quella \
        quello questa questo se secondo si sono su tutti un una è",
    ordinals: false,
};

pub(super) const PORTUGUESE: Profile = Profile {
    abbreviations: "a.c apto av cel cia d.c dr dra dras drs ed eng etc ex exmo fig ilmo jr ltda máx mín núm obs pe pp \
        prof profa pág págs sr sra sras srs srta sta sto tel v.exa vol",
    starters: "a agora ainda ao apesar as assim até com como da de depois do e ela elas ele eles em embora era essa \
        esse esta este eu foi há isso já mais mas me muito na nada no nos não o onde os ou para pela pelo \
        por porque quando que quem se segundo sem seu sua também todos um uma você é",
    ordinals: false,
};

pub(super) const DUTCH: Profile = Profile {
    abbreviations: "a.u.b aanw b.v bijv blz bv ca d.w.z dr drs e.d enz etc evt excl i.p.v incl ing ir jhr jl m.b.t \
        mej mgr min mln mr mrd mw n.v nl nr nrs o.a p.a prof resp sr st t.a.v t.o.v tel v.chr vgl vnl \
        vnw znw",
    starters: "aan al alle als bij daar dan dat de deze die dit door dus een en er had heb het hier hij hoe hun ik \
        in is je maar men met na niet nu of om omdat ook op over toch toen tot van veel voor waar want wat \
        we wie wij ze zij zo",
    ordinals: false,
};

pub(super) const DANISH: Profile = Profile {
    abbreviations: "adr afd ang bl.a ca co d.v.s dr dvs e.kr ekskl el etc evt f.eks f.kr feks fr frk gl hr i.e iflg inkl \
        jf jr kap kl kr lic m.fl m.m m.v maks mht mia mio mr nr o.a osv p.t pct pga prof ref s.u sct skt sml \
        st stk str tlf udg vedr",
    starters: "af alle at da de den der det dette disse du efter en er et for fra før han har hun hvad hver hvis \
        hvor hvordan hvorfor i ikke jeg kun man med men nej nu når og også om på selv siden som så til under \
        var ved vi",
    ordinals: true,
};

pub(super) const POLISH: Profile = Profile {
    abbreviations: "abp al bp br cd dot dr gen godz hab im in inż itd itp jw kard kpt ks lek m.in mgr mjr mld mln np nr \
        o.o ob pkt pl por pp prof prok ps płk r.ż red rozdz rys str tab tel tj tow tys tzn tzw ul ur wg woj \
        ww zob zł św",
    starters: "a ale bo być był była było co czy dla dlaczego do gdy gdzie i ich ja jak jednak jego jej jest już \
        kiedy kto która które który lecz ma mam może my na nie nikt no o on ona oni po pod potem poza przed przez \
        się są ta tak te ten to tu tylko w we więc wszyscy z za że",
    ordinals: false,
};

pub(super) const RUSSIAN: Profile = Profile {
    abbreviations: "авг акад англ апр в.в вв г.г гг гл гр дек доц др ед им инж кв кг коп корп куб куб.м лат мес мин млн \
        млрд н.э напр нояб обл оз ок окт п.п пер пл пос пп пр просп проф разд ред рис руб св сек сент см соч \
        ср ст стр т.д т.е т.к т.н т.п табл тел тов тт тыс ул унив февр чел янв",
    starters: "а без более был была были было в вот все всё вы да для до его если ещё за здесь и из или их к как \
        когда конечно кто мне мы на не но о об однако он она они оно от по под поэтому при с сам сейчас так \
        там то тогда только у хотя что чтобы эта эти это этот я",
    ordinals: false,
};

pub(super) const BULGARIAN: Profile = Profile {
    abbreviations: "акад бул вж вкл вр гг гр доц др ет им инж кв кг лв мин млн млрд напр обл ок пл пр проф св см ср ст \
        стр т.е т.н т.нар табл тел ул унив хил чл щ",
    starters: "а ако без в вече все всички във да дали днес до други един една за защо защото и из или има как \
        каква какво като когато кой която където ли ми много на над не него ние но няма обаче от по под през \
        при с само се сега след така те тези ти това той тук тя тях че я",
    ordinals: false,
};

pub(super) const GREEK: Profile = Profile {
    abbreviations: "α.ε αγ αρ αριθ βλ γεν δηλ δρ δρχ εκ η.π.α κ.ά κ.α κ.λπ κ.τ.λ κα κκ κλπ λ.χ λεωφ μ.μ μ.χ οδ π.δ π.μ \
        π.χ πρβλ σελ σημ στρ τηλ τόμ χιλ χλμ",
    starters: "έτσι έχει ήταν αλλά αν από αυτά αυτή αυτό αυτός αφού για γιατί δεν είναι είχε εγώ εδώ εκεί ενώ η θα \
        κάθε και κατά μία με μετά μια να ναι ο οι ποιος που πού πριν σήμερα σε στη στην στο τα τη την της τι \
        το τον του των όλα όλοι όμως όπως όταν όχι",
    ordinals: false,
};

pub(super) const TURKISH: Profile = Profile {
    abbreviations: "a.ş alb apt av bkz cad doç dr ecz gen hz ing kg ltd m.s m.ö mah mim müh no nu ord org prof s.a sn \
        sok tel uzm v.b v.s vb vd vs yrd yy yzb ör örn öğr şti",
    starters: "acaba ama ancak artık aslında ayrıca bana bazı belki ben bir biz bu bugün bunu bunun böyle da daha \
        de en eğer fakat gibi hem her hiç ile ise için kim mi nasıl ne neden o onlar onu onun oysa sen siz \
        sonra ve ya yani çok çünkü şimdi şu",
    ordinals: true,
};

pub(super) const KAZAKH: Profile = Profile {
    abbreviations: "акад б.з б.э гг доц жж кв кг км мин млн млрд мың обл проф руб см т.б т.с.с табл тг тел тт",
    starters: "ал алайда барлық біз бір бірақ бүгін бұл да егер енді ең және иә кейін кім мен не неге ол олар осы \
        сен сол сондықтан тек қазір қайда қалай қашан",
    ordinals: false,
};

pub(super) const ARABIC: Profile =
    Profile { abbreviations: "أ.د إلخ ا.د الخ ص.ب ق.م", starters: "", ordinals: false };

pub(super) const INDIC: Profile =
    Profile {
        abbreviations: "ई.पू उदा कि.मी क्र डा डॉ पं प्रा प्रो मि रु श्री श्रीम", starters: "", ordinals: false
    };
