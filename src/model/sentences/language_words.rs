//! The word lists of the languages other than English: abbreviations whose stop
//! ends a sentence only before a word that begins sentences, and those words.
//!
//! Lower case, without the last stop, sorted by code point, one string a list.
//! Collected from general usage and the orthographies' own lists.

use super::languages::Profile;

pub(super) const GERMAN: Profile = Profile {
    abbreviations: "abb abs abschn abt adr allg anm aufl b.c bd bde begr bes betr bez bspw bzgl bzw ca chr d.h d.i dgl \
        dipl dir dr ebd einschl engl entspr erg etc ev evtl exkl expl fa fam ff fn forts fr frl geb gegr gem \
        ges gest ggf ggfs h.c hbf hg hl hr hrsg inb ing inh inkl insb insbes internat jh jhd jr kap kath kfm \
        lfd lic lt m.a m.e max med min mind mio mr mrd mrs ms mwst nachm niederl nr o.g o.ä od op p.a phil \
        pos prof präs rd rel rer resp röm s.o s.u sen sog st std stellv str tab tel tägl u.a u.s.w u.u u.ä \
        urspr usf usw v.a v.chr verf verh vgl vorm vors vs wg z.b z.t z.zt zit zt zzgl zzt österr",
    starters: "aber alle allerdings als also am an auch auf aus außerdem bei bereits bis da dabei dadurch dafür \
        dagegen daher damals damit danach dann daran darauf darum das dass dazu denn dennoch der deshalb \
        dessen deswegen die dies diese diesen dieser dieses doch dort durch ein eine einem einen einer \
        einige er es etwa falls für ganz gegen gestern gibt hat hatte heute hier hinter ich ihr ihre im \
        immer in insgesamt ist ja jede jeder jedoch jetzt kann kein keine man manche mehr mein mit morgen \
        muss nach nachdem nein nicht nichts noch nun nur ob obwohl oder ohne schließlich schon sein seine \
        seit selbst sie sind so sogar solche sondern später trotz trotzdem um und unser unter viele \
        vielleicht vom von vor wann war waren warum was wegen weil welche wenn wer werden wie wieder wir \
        wird wo wurde während zu zudem zuerst zum zur zwar zwischen über",
    ordinals: true,
};

pub(super) const FRENCH: Profile = Profile {
    abbreviations: "adj ap av bd bibl boul c.-à-d cf ch chap cie coll comm d.c dir dr dép edit env etc ex fasc fig fr \
        féd gén hab ibid ill ing j.-c jr lieut ltd me mgr min mlle mlles mm mme mmes mr no nos nouv num obs \
        op p.-s p.ex pl pp prof préf r.-v resp réf sec sect ste sté suiv sup suppl trad tél vol vs éd",
    starters: "ainsi alors après au aucun aujourd'hui aussi autre avant avec beaucoup c'est car ce cela celle celui \
        cependant certains ces cet cette chacun chaque chez comme comment dans de depuis des donc du dès \
        elle elles en encore enfin ensuite entre est et hier ici il ils je jusqu'à l'on la le les leur leurs \
        lors lorsque là mais malgré mon même ne ni non nos notre nous on or oui où par parce pas pendant \
        peut-être plus plusieurs pour pourquoi pourtant puis puisque quand que quel quelle quelques qui quoi \
        sa sans se selon ses si son sous sur tandis tous tout toute toutefois toutes très un une vers voici \
        voilà vos votre vous y à",
    ordinals: false,
};

pub(super) const SPANISH: Profile = Profile {
    abbreviations: "a.c adm admón apdo aprox art arts av avda bs c.c cap cf cfr col cta cía d.c depto dpto dr dra dras \
        dres dña ed ee ee.uu ej etc excmo fig fr gob gral hnos ing izq izqda km lic licda ltda mons mr mrs \
        mtro máx mín núm núms p.ej pdte pp prof profa pról pte pág págs párr rev rte s.a s.l s.m sr sra sras \
        sres srta srtas ss sta sto tel teléf trad ud uds univ uu v.gr vd vds vol vols",
    starters: "a además ahora al algo algunas algunos allí ante antes aquel aquella aquí así aunque ayer aún bajo \
        bien cada casi como con cuando cuál cuándo cuánto cómo de del desde después donde durante dónde el \
        ella ellas ellos en entonces entre era es esa ese eso esta estaba estas este esto estos está están \
        fue fueron ha había hace hasta hay hoy la las le les lo los luego me mi mientras mucho muchos muy \
        más nada nadie ni ningún no nos nosotros nuestra nuestro nunca o otra otro otros para pero poco por \
        porque pues que quien quizás quién qué se según ser si siempre sin sino sobre solo son su sus sí \
        también tampoco tan tanto te tiene toda todas todavía todo todos tras tu un una unas uno unos usted \
        ustedes y ya yo él",
    ordinals: false,
};

pub(super) const ITALIAN: Profile = Profile {
    abbreviations: "all arch art artt avv c.a ca cap cav cfr cit co col coll com comm cons d.c dir dott dott.ssa dr \
        dr.ssa ecc ed egr es estr etc f.lli fig figg fr gen gent geom gr id ing int jr lett mag mons mr mrs \
        n.b nn on p.es pag pagg par pp pref preg pres prof prof.ssa proff rag rev rif s.p.a s.r.l sec seg \
        segg sen sez sig sig.na sig.ra sigg sign spett ss suppl tab tel trad ven vol voll vs",
    starters: "a abbiamo adesso ai al alcune alcuni alla alle allora altri anche ancora appena c'è certo che chi ci \
        ciò come con cosa così cui da dal dalla dalle davvero degli dei del della delle di dopo dove due \
        dunque durante e ecco egli era erano eravamo essa essi esso fino forse fra già gli ha hanno ho i \
        ieri il in infatti infine inoltre invece io la le lei li lo loro lui là ma mai malgrado me mentre mi \
        mia mio molte molti molto ne nei nel nella nelle nessuno niente no noi non nonostante nostra nostro \
        oggi ogni oltre ora per perché però più poi poiché prima proprio qualche qualcuno quale quando \
        quanto quasi quattro quella quelle quelli quello questa queste questi questo qui quindi se secondo \
        sei sembra sempre senza si sia sono sopra sotto sta stato sua sul sulla suo sì tra tre troppo tu \
        tutta tutte tutti tutto un una uno va vi voi è",
    ordinals: false,
};

pub(super) const PORTUGUESE: Profile = Profile {
    abbreviations: "a.c adm al aprox apto art arts av cap cel cf cia cód d.c depto dir dr dra dras drs ed eng engª esc \
        est etc ex excia exmo fig gen ilmo jr ltda máx mín n.º núm obs p.ex pe pp pres prof profa profs \
        profª pág págs pç r.g rev s.a sec sr sra sras srs srta sta sto séc tel trad tv v.exa vol vols",
    starters: "a agora ainda algo algumas alguns ali além antes ao aos apenas apesar após aquela aquele aqui as \
        assim até cada com como contudo da das daí de depois desde do dos durante e ela elas ele eles em \
        embora enquanto entre então era eram essa esse esta estamos este está estão eu foi foram hoje há \
        isso isto já logo lá mais mas me mesmo meu minha muita muitas muito muitos na nada nas nem nenhum \
        ninguém no nos nossa nosso num nunca não nós o onde ontem os ou outra outro outros para pela pelo \
        pois por porque porém pouco quais qual quando quanto quase que quem se segundo sem sempre seu seus \
        sim sob sobre sua suas são talvez também tem temos tinha toda todas todo todos tudo um uma umas uns \
        você vocês à é",
    ordinals: false,
};

pub(super) const DUTCH: Profile = Profile {
    abbreviations: "a.u.b aanw afb afd alg b.v bijv bijz blz bv ca cf d.w.z dhr dipl dir dr dra drs e.a e.d eig enz etc \
        evt excl fa fam gebr gem hfdst hr i.p.v i.v.m incl ing inl ir jhr jkvr jl jr k.m.o lic ltd m.a.w \
        m.b.t m.i mej mevr mgr min mln mr mrd mw n.a.v n.v nl nr nrs nv o.a o.b.v o.l.v ong p.a pag par prof \
        resp secr sr st str t.a.v t.o.v tel th u.s univ v.chr v.l.n.r vb verg vgl vnl vnw vs wo zgn znw",
    starters: "aan af al alle alleen als ander anders bij binnen bovendien buiten daar daarna daarom dan dat de \
        deze die dit doch door dus echter een eerst eindelijk elk elke en er gisteren haar had heb hebben \
        heeft heel hem het hier hierdoor hij hoe hoewel hun ieder iedereen iemand iets ik in inmiddels is ja \
        je jij jullie kan kun later maar meer men met mijn misschien moet morgen na naar naast nee niemand \
        niet niets nog nu of om omdat ondanks onder ons onze ook op over pas sinds sommige soms straks te \
        tegen terwijl toch toen tot tussen u uit uiteindelijk van vandaag vanuit veel verder vervolgens \
        volgens voor vooral waar waarom wanneer want was wat we wel welke wie wij worden wordt ze zelfs zij \
        zijn zo zoals zonder zou",
    ordinals: false,
};

pub(super) const DANISH: Profile = Profile {
    abbreviations: "adr afd afs ang anm approx bd bestyr bl.a ca cand cirka co d d.d d.v.s d.å dir div dr dvs e.kr ed \
        eks ekskl el etc evt f.eks f.kr fa feks ff fhv fig fl fr frk gdr gl hhv hr i.e if iflg ifm ift ill \
        incl inkl int jf jnr jr kap kgl kl km kr lb lic lign ltr m.a.o m.fl m.m m.v mag maks mdr mht mia \
        mill min mio mv nr nuv o.a o.l obl obs omkr osv p.g.a p.t pct pga pkt plt ppm prof pt ref resp s.u \
        sct sdr sek sen sg skt sml spec st stk str sv såk t.eks tdl tel tlf udb udg ugtl v.h.a vedr vejl vha \
        vs årg årh ø.h",
    starters: "af alle allerede alligevel alt altså at bare begge blev da de dem den denne der derefter deres \
        derfor dermed des desuden det dette dig din disse dog du efter eller en end endelig endnu er et fem \
        fik flere for fordi fra før først gennem ham han har hej hele hen hende hendes her hun hvad hver \
        hverken hvilken hvis hvor hvordan hvorfor hvornår i idag ifølge igen ikke imellem imens ind inden \
        ingen intet ja jeg kan kun lad langs ligesom man mange med mellem men mens mere mig min mit må måske \
        nej nogen nogle nok nu når o og også om omkring op os over på sammen samt selv selvom senere siden \
        sig sin skal skulle som så sådan til to trods ud uden under var ved vi vil ville vores være",
    ordinals: true,
};

pub(super) const POLISH: Profile = Profile {
    abbreviations: "abp adm al ang art bp br bryg bł cd cdn ck cm cyt cz czł dot dr ds dyr dz gen god godz hab im in inż \
        itd itp jw jęz kard kmdr kol kpt kr ks ktoś lek lic lp m.in m.st mag max mec med mgr min mjr mld mln \
        n.e n.p.m nadkom nb nlb np nr o.o ob ok oo orygin os p.n.e p.o pal par pkt pl pn po pol por poł pp \
        ppor ppłk prof prok przyp ps pt ptk pw płk r.ż red ros rozdz rtm ryc rys s.a sb sekr sierż sp sp.j \
        sp.k sp.z st stol str t.j tab tel tj tow tys tyt tzn tzw ub ul ust w.w wg woj wsch ww wyd wym zach \
        zał zm zob zw zł śp św",
    starters: "a aby albo ale ani bardzo bez bo by być był była było będzie choć ci co coś czasem czy czyli \
        dlaczego dlatego do dopiero dwa dzisiaj dziś gdy gdyby gdzie i ich ile im inne inni ja jak jaka jaki \
        jakie jako jednak jego jej jest jestem jeszcze jeśli jeżeli już każdy kiedy kto ktoś która które \
        który lecz lub ma mam mamy mimo między moja może można my mój na nad nam nasz natomiast nawet nic \
        nie niech niektórzy nigdy nikt nim no o obecnie od ona one oni ono oraz po pod podczas ponieważ \
        potem poza przed przede przez przy się skoro są ta tak taka taki takie tam te tego tej ten teraz też \
        to trzeba tu tutaj ty tych tylko tym u w wczoraj według wielu więc wszyscy wszystko wśród z za zatem \
        zawsze zaś ze znowu żaden że",
    ordinals: true,
};

pub(super) const RUSSIAN: Profile = Profile {
    abbreviations: "абз авг авт акад англ апр архит вв вып г.г гг гл гр гражд д.б.н д.м.н д.э.н дек деп доп доц др ед \
        зав зам зн изд изм илл им ин ин-т инж исп ист итал кв кг ккал кл кн коп корп коэф куб куб.м лат лит \
        м-р маг макс мед мес мин млн млрд н.э наб назв напр нач нем нояб о-в обл обр ок окр окт оп осн отв \
        п.п пер пл погов пом пос пп пр пр-т прим прод просп проф р.х разд ред рис рос руб с.г сан сб св сек \
        сент сер см сокр соотв соч сп спец ср ст стр т.д т.е т.к т.н т.о т.п табл тел техн тж тир тов тт тыс \
        ук ул упр утв уч фам февр физ фр хоз худ ч-к чел чл шт экз эл юр яз янв",
    starters: "а без более больше был была были было быть в вам вас ведь вместе во вообще вот впрочем все всего \
        вскоре всё вчера вы где да даже дальше для до его ее если есть еще ещё её же за затем здесь и из или \
        им иногда их к как какой когда конечно который кроме кто куда лишь между меня мне многие может можно \
        мой мы на над надо наконец нам нас наш не него нельзя нет ни никто ничего но ну о об однако он она \
        они оно опять от очень перед по под пока после потом потому почему почти при про просто с сам свой \
        себя сегодня сейчас скоро сначала снова со совсем среди так также такой там тем теперь то тогда того \
        тоже только тот ты у уже хотя чего чем через что чтобы эта эти это этого этой этот я",
    ordinals: false,
};

pub(super) const BULGARIAN: Profile = Profile {
    abbreviations: "абз адв акад англ арх бел бр бул вв вж вкл вр вх гг гл гр деп доп доц др ед ет ж.к зам и и.д изд изм \
        изх им инж кв кг км кор лв мин млн млрд напр нар нем о.р обл общ ок оп осн отд пл пор пр пр.н.е проф \
        пс публ пък р.н раз ред рис род руб с.г сб св сек сл сл.хр см соф спец ср ст стр т.е т.н т.нар т.т \
        табл тел тов тур ул унив фиг фр хил хр ч-к чл щ",
    starters: "а ако ала без беше бил благодарение в вече все всеки всички всичко вчера във да даже дали днес до \
        докато друг други е един една едно ето за заради затова защо защото и из използва или им има имаше \
        каква какво както какъв като кога когато което които кой който колко която къде където към май макар \
        между междувременно ми много мнозина може моят му на над най-накрая нали не него нека ни ние никой \
        нито нищо но някои няма о обаче от отново още по под понеже после почти пред преди през при с са \
        само се сега си след следователно според сред съм със също така такава такъв там твърде те тези ти \
        това тогава тоест този той том тук тъй тя тях у утре че ще щом я",
    ordinals: false,
};

pub(super) const GREEK: Profile = Profile {
    abbreviations: "α.ε αγ αθ αι αρ αριθ βλ γεν δηλ διδ δις δρ δρχ εθν εκ εκατ ευρ η.π.α κ.ά κ.α κ.ε κ.ε.δ κ.λπ κ.ο.κ \
        κ.τ.λ κα κατ κεφ κκ κλπ κος λ.δ λ.χ λεωφ μ.μ μ.ο μ.χ ν.δ ντρ ο.ε οδ π.δ π.μ π.χ παρ πβ περ πλ πρβλ \
        προκ σ.σ σελ σημ στρ συν σχ τ.κ τ.μ τεκμ τηλ τρ τόμ υγ υπ φ.ε.κ φυλ χγρ χιλ χλμ χμ ό.π",
    starters: "ένα έναν ένας έπειτα έτσι έχει έχουν ή ήδη ήταν ίσως α ακόμα ακόμη αλλά αλλιώς αν ανάμεσα αντίθετα \
        απλώς από αργότερα αυτά αυτές αυτή αυτοί αυτό αυτός αφού γι' για γιατί δε δεν δηλαδή διότι εάν είμαι \
        είναι είχε εγώ εδώ εκεί εκείνη εκείνο εκείνος εκτός εμείς ενώ επίσης επειδή επομένως εσείς εσύ η θα \
        κάθε κάποια κάποιοι κάποιος κάτι καθώς και κατά μέχρι μία μα μας με μερικοί μετά μεταξύ μη μην μια \
        μου μπορεί μόνο να ναι ο οι ούτε πάλι πάντα παρά πια ποια ποιος πολλά πολλοί πολύ που πού πρέπει \
        πριν προς πρώτα πότε πώς σήμερα σαν σας σε στα στη στην στις στο στον στους συχνά σύμφωνα τέλος τα \
        τελικά τη την της τι τις το τον του τους των τότε τώρα υπάρχει υπάρχουν χθες χωρίς ως ωστόσο όλα \
        όλες όλη όλο όλοι όμως όπως όταν ότι όχι ύστερα",
    ordinals: false,
};

pub(super) const TURKISH: Profile = Profile {
    abbreviations: "a.b.d a.ş akad alb alm ank apt ar arş asb ast astsb atğm av bk bkz bl bnb bçvş böl bşk cad cm doç dr \
        dzl dş ecz ed ens erm fak fr gen gn gön göz haz hst hv hz ing ist jur k.k kad kg koop krş ktp ltd \
        m.s m.ö mad mah mat md mec mim müd müh mür no nu nö okt onb op opr or ord org pl pln prof psk rum \
        sav sb sl sn sok sor soy sp srg tar tel tem tic tls tug tuğg türk tğm uzm v.b v.d v.s vb vd vet vs \
        yay yb yd yrb yrd yun yy yzb z.b zf zm çev çvş ör örn ört öğr üni üçvş ş.ti şb şti",
    starters: "acaba ama ancak artık aslında aynı ayrıca az bana bazen bazı belki ben beni benim bir biraz biri \
        birkaç birçok biz bizim bu bugün buna bundan bunlar bunu bunun burada böyle böylece da daha daima de \
        defalarca değil dün en evet eğer fakat galiba gene gerçekten gibi hangi hatta hem henüz hep hepsi \
        her herkes hiç hiçbir hâlâ ile ise için işte kadar karşın kaç ki kim kimse madem mi mı nasıl ne \
        neden nerede nereye niye niçin o ona ondan onlar onların onu onun orada oysa pek rağmen sadece sanki \
        sen siz sonra sonuç tüm var ve veya ya yani yarın yine yok yoksa zaten çok çünkü önce öyle üstelik \
        şey şimdi şu şöyle",
    ordinals: true,
};

pub(super) const KAZAKH: Profile = Profile {
    abbreviations: "акад алғ анық аудар ағ б.з б.з.б б.э б.э.д бөл гг доц ж.б жж жыл инж кв кг км мин млн млрд мыс мың \
        обл ор орт пр проф р.б ред руб сек см ст сур т.б т.ж т.с.с табл тг тел тең теңг тт төм шт ғ.д ғғ қ.б \
        қаз құр өңд",
    starters: "ал алайда арқылы бар барлық басқа бейне біз бізге біздің бір біраз бірақ бүгін бұдан бұл бұлар бәрі \
        да дегенмен деп егер екі енді ертең ең жаңа жоқ және иә кейбір кейін кеше кім мен менің мынау мүмкін \
        мұнда не неге немесе о ол олар онда оны оның осы осылай осында сен сендер содан сол солай сондай \
        сондықтан сонымен соңғы сіз сізге тағы тек ту шын яғни қазір қайда қалай қанша қатар қашан үшін өз \
        өйткені",
    ordinals: false,
};

pub(super) const ARABIC: Profile =
    Profile {
        abbreviations: "أ.د إلخ ا.د الخ ت.م ج.م د.م ص.ب ق.م هـ", starters: "", ordinals: false
    };

pub(super) const INDIC: Profile = Profile {
    abbreviations: "अ.भा इ इ.स ई.पू उ.प्र उदा एड कं कि.मी कु कृ.प क्र चौ जि डा डॉ डॉक्ट तृ.क द.ल न.प पं पृ प्रा प्रो \
        म.प्र मि रु वि श्री श्रीम सं स्व",
    starters: "",
    ordinals: false,
};
