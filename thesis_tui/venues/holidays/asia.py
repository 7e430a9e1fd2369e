"""Made by tests/tools/make_holidays.py from exchange_calendars 4.13.2; not edited by hand."""

from thesis_tui.venues.holidays.table import Table

TABLES: dict[str, Table] = {
    "XHKG": Table(
        1990, 2028,
        closed=(
            "a1aqatd5dddge2esfihrj4jqlplq,a1bfctd1d5elfhfihqinjglplq,a1b4b5b6dhdkebf5ffgmhvj5lp,a1amapd5d9dcesfef"
            "ohuihlr,babbd1d4d5eifdfehtiljdlqlr,a2avb1b2d5dedhe8f2fjhsk1lplq,a1bjbkbld4d5d8eofhfkhqjllplq,a1b7csc"
            "veef9fug1g2hiihj1j2jalplq,a1asataud6dadde4g1hhj1j2j6jslp,a1bgbhbid2d5d6fig1igj1jilrlv,b4b7d4dldoe1eb"
            "f6idj2j6lplq,a1aoapaqd5dddgdue1fpg2g6gpj1j2jplplq,a1bcbdbectd1d5e1ekg1j1jelplq,a1avb3didle1e8f4g1icj"
            "1lplq,a1amand5d9dceqfmg1itj1jmlr,b9babbcpcsd5e2egg1ijjblqlr,a2auavd5dedhe1e5evj2julplq,a1bjbkd5d6d9e"
            "1eofjg2iqj1jjlplq,a1b7b8clcod4e1ecf9g1h6hmifj1j7lplq,a1aqarasdadde1esg1j1jqlp,a1bfbgd2d5d6elfgg1inj1"
            "lr,b3b4d5dmdpe2eaf6g1iditj5lqlr,a2anaoapd4d6d9e1g2j1j2jnlplq,a1bbbcbdctd1d4e1ehfcg1heikj1jelplq,a1av"
            "b3didle1e6f2g1i9j1j2lplq,a1bjbkd3d6d7e1epg1i3isj1jllp,a1b8b9bacpcsd4e2f9g1h2igjajllqlr,a2auavd4dedhe"
            "1e3euhnj2j5lplq,a1bgbjcud2d5e1emfig2ipj1jhlplq,a1b5b6b7d5djdme1edf7g1j1j7lplq,a1arasdadddue1fpg1j1j2"
            "jdjqlp,a1bcbfd2d5d6ejfeg1imj1jdjelr,b1b2b3d5dfdie2e9f3g1icj4lqlr,a2anaoapd5d7dae1eqfmghj2jnlplq,a1bc"
            "bdctd1d4e1effag1i6iij1jblplq,a1atauavd4didle1e5g1j1j7jtlplq,a1bhbibjd3d6d7e1epfjg1j1jjlp,a1b8b9cqctd"
            "5edf9g1igj1j8lr,aqarasd4dedhe1e2etj2j4jqlplq"
        ),
        short=(
            "12:00=,,,,,,,,,,,,,,,,,,,,,,lolv,lolv,aulolv,bilolv,,ar,bflolv,b4lolv,aololv,bblolv,av,,b9lolv,aslol"
            "v,bglolv,b5lolv,ap;12:30=lolv,lolv,lolv,lolv,,,lolv,lolv,lolv,lo,,lolv,lolv,lolv,lolv,,,lolv,lolv,lo"
            "lv,lolv"
        ),
    ),
    "XSHG": Table(
        1990, 2026,
        closed=(
            "a1a2a3a4a5a8a9aaabacafagahaiajamanaoapaqatauavb1b2b5b6b7b8b9bcbdbebfbgbjbkblbmbnbqbrbsc1c2c5c6c7c8c9"
            "cccdcecfcgcjckclcmcncqcrcsctcud2d3d4d5d6d9dadbdcdddgdhdidjdkdndodpdqdrdue1e2e3e4e7e8e9eaebeeefegehei"
            "elemeneoepeseteuevf1f4f5f6f7f8fbfcfdfefffifjfkflfmfpfqfrfsftg2g3g4g5g6g9gagbgcgdggghgigjgkgngogpgqgr"
            "gugvh1h2h3h6h7h8h9hahdhehfhghhhkhlhmhnhohrhshthuhvi3i4i5i6i7iaibicidieihiiijikilioipiqirisj1j2j3j4j5"
            "j8j9jajbjcjfjgjhjijjjmjnjojpjqjtjujvk1k2k5k6k7k8k9kckdkekfkgkjkkklkmknkqkrksktku,a1bfbie1j1j2,a1b4b5"
            "b6e1j1j2,a1apaqj1,b7b8b9babbe2j3j4,a2auavb1b2b3e1j2j3,a1bjbkblbmbnbqbrbsbtc1e1iuj1j2,a1b3b4b5b6b7bab"
            "bbcbdbee1e2fug1j1j2j3,a1a2aqarasataub2b3b4b5b6e1j1j2,a1babbbcbfbgbhbibjbmbnbobpbqe3j1j4j5j6j7lklv,a3"
            "avb1b2b3b4b7b8b9babbe1e2e3e4e5j2j3j4j5j6,a1amanaoapaqatauavb1b2e1e2e3e4e7j1j2j3j4j5,a1a2a3bbbcbdbebf"
            "bibjbkblbme1e2e3e6e7iuj1j2j3j4j7,a1auavb3b4b5b6b7e1e2e5e6e7e8e9j1j2j3j6j7,a1ajakalamanaqarase3e4e5e6"
            "e7j1j4j5j6j7,a3b7b8b9babbbebfe2e3e4e5e6j3j4j5j6j7,a2a3aqarauavb1b2b3e1e2e3e4e5j2j3j4j5j6,a1a2a3bjbkb"
            "lbmbne1e2e3e4e7j1j2j3j4j5lv,a1b6b7b8bbbcd4e1e2f9ifitiuj1j2j3,a1a2aqarasataud6e1esetj1j2j5j6j7j8,a1bf"
            "bgbhbibjd5e3fefffgiminioj1j4j5j6j7,a3b2b3b4b7b8d4d5e2f6icj3j4j5j6j7,a2a3anaoapaqard2d3d4due1fmj1j2j3"
            "j4j5,a1a2a3bbbcbdbebfd4d5dtdue1fafbfcijikj1j2j3j4j7,a1avb3b4b5b6d7e1e2f2i8j1j2j3j6j7,a1a2bibjbkbnbod"
            "6e1fmi3i4j1j2j5j6j7,a1b8b9babbbcd4e2f9faifigj3j4j5j6j7,a2arauavb1b2d3d4e1eteuj2j3j4j5j6,a1bfbgbjbkbl"
            "d5d6due1fiioj1j2j3j4j5lv,a1b4b5b6b7b8d5e1e2e3f7idj1j2j3j4j7,a1aoarasatauavd6e1e4e5fpfqj1j2j5j6j7j8,a"
            "1bbbcbfbgbhd5e3e4e5feikilj1j4j5j6j7,a3avb1b2b3b4d4d5e2e3e4f3icj3j4j5j6j7,a2anaoapaqard5e1e2e3fmfnitj"
            "2j3j4j5j6,a1b9bcbdbebfbgd4d5e1e2e3faigihj1j2j3j4j7,a1asatauavb3b4d4e1e2e5f2j1j2j3j6j7j8,a1a2bgbhbibj"
            "bkbnd6e1e4e5fjipj1j2j5j6j7,a1b5b8b9babbbcd5e3e4e5f9ifj1j4j5j6j7,a3apaqarasavb1d3d4e1e2e3e4e5etj2j3j4"
            "j5j6"
        ),
    ),
    "XSES": Table(
        1990, 2026,
        closed=(
            "a1dddqe1e9g3h9lp,a1afctdge1esfoh9k5lolplv,a1b4b5d6dhe1fbhalp,a1apcpd9e6f1h9,aaabb1bbced1e2eph9jdk2lq"
            ",a2avb1c3dee1eaefh9jnlp,a1bjbkbld5e1evh9lp,a1b7bacsdie1ellp,a1asataud7dae1ebhajjlp,a1ajbgbhctd2h9k8l"
            "v,b7cgdle1eih9jqlplr,a1aoapc6dde1e7h9kelhlp,a1bcbdcte1erh9k4l6lp,a1b3bcdie1efjokplp,a1amanb2d9f2h9kb"
            "kf,alb9bacpe2enh9k1k3lq,a2aaauavdee1ech9jolp,a1a2bjbkd6e1evh9k8lklp,a1b7b8cle1ejj1jrl8lp,a1aqardae1h"
            "ailkrlp,a1bfbgd2esh9iak5kh,b3b4dme2ehh9hujqk7lq,a2anaod6e1h9hkjqkdlp,a1bbbccte1eoh8h9jflp,a1avdie1ed"
            "gsj6jmlp,a1bjbkd3e1f1ghh7haibiokalp,a1b8b9cpe2g6h9iclq,a2audee1eafqh9i1jilp,a1bgcue1etffh9hmk6lp,a1b"
            "5b6dje1ekf5h9hcjslp,a1ardae1e7epgagvhalp,a1bcd2edeqgkh9k4,b1b2dfe2e3eggbh9jolq,a2anaod7e1f2fth9i1kdl"
            "p,a1bcctdae1emfhh9jvlp,a1ataucvdie1ecjklp,a1bhbid3e1erf1hak9lp,a1b8cqh9,aqardee1h9lp"
        ),
    ),
    "XTKS": Table(
        1997, 2028,
        closed=(
            ",,,,,,,a1a2a3afbbckdte5glifinjak3kolnlv,a1a2afbbdte4e5e6gkifink3knlnlv,a1afbbcmdte3e4e5gkifinjbk3knl"
            "nlv,a3aabbcke3e4e5gkifj9k3kn,a1a2a3a8bcckdue3e4gkioj8knlolv,a1a2a3aebbcldte3e6iginjek4lnlv,a1a2a3adb"
            "bcldte5glifinjdk3kolnlv,a1a2acbbdte3e4e5gjikinjbk3knlnlv,a3aabbcldte3e4e5giijinjak3knln,a2a3a9cle3e4"
            "e5ghiij9k3kn,a1a2a3a8bccldue3e4ggihioj8knlolv,a1a2a3aebbckdte5e6glifinjdk3kolnlv,a1a2acbbckdte4e5e6g"
            "kiliminjck3knlnlv,a1abbbcmdte3e4e5gjikinjbk3knlnlv,a3aabbcldte3e4e5giijinjak3knln,a2a3a9ckdue3e4ggih"
            "j8knlolv,a1a2a3aebbckdte3e6gfiginjek4lnlv,a1a2a3adbbcldte5e6glifinjdk3kolnlv,a1a2acbbdte4e5e6gkilimi"
            "njck3knlnlv,a1abbbcldte3e4e5gihbijimjak3knln,a2a3a9cke3e4e5ghhbiij9k3kn,a1a2a3a8bccldue3e4ggihioj8kn"
            "lolv,a1a2a3aebbcldtdue1e2e3e6gfhciginjejmk4lv,a1a2a3adbbbockdte4e5e6gngohailimj1k3knlv,a1abbbbndte3e"
            "4e5gmgnh9ikink3knlv,a3aabbbncldte3e4e5gihbijinjak3kn,a2a3a9bncle3e4e5ghhbiij9k3kn,a1a2a3a8bcbnckdte3"
            "e6gfhciginjek4lv,a1a2a3adbbbockdte5e6glhbifinjdk3kolv,a1a2acbbbnckdte4e5e6gkhbiliminjck3knlv,a1abbbb"
            "ncmdte3e4e5gjhbikinjbk3knlv,a3aabbbncke3e4e5ghhbiiimj9k3kn"
        ),
    ),
    "XKRX": Table(
        1990, 2028,
        mask="123456 1998-12-05:12345",
        closed=(
            "a1a2aqarc1cad5e2e5f6ghhfj1j2j3j4j9lplrlslv,a1a2bebfbgc1cqd5elf6fkghhfilinj3lplrlulv,a1a2b3b4b5cacoe5"
            "f6ghhfiaibicj3lilplsltlulv,a1a2amanc1cad5e5esg7ghitiuj1lpltlulv,a1a3b9babbbec1d5e5eiekf6hfijikilj3lt"
            "lulv,a2auavb1c1d5e1e5f6ghhfi8i9j3lpltlu,a1a2bjbkc1d5e1eof6ghhfiqirisj3lplulv,a1a2b7b8c1d5e1e5eef6ghh"
            "fifigihj3lilpltlulv,a1a2arasate1e5f6ghhfj3j5j6lpltlulv,a1bfbgbhc1d5e5inioltlulv,a3b4c1d5dde1e5ebf6gh"
            "hfibicidj3lplrlslt,a1anaoapc1d5e1f6ghhfj1j2j3lplv,a1bbbcbdc1d5e1f6fdg1ghhfikj3ljlplv,a1ave1e5e8f6ghh"
            "fiaibicj3lplv,a1alamanc1d5dfe5eqirisitlv,b8b9bac1d5e5f6hfijj3lu,auc1e1e5evf6ghhfj3j5j6lplt,a1bjc1e1e"
            "of6ghhfioipiqj3ljlplv,a1b6b7b8d9e1e5ecf6hfifj3lplv,a1aqare1e5j2lplv,a1bfc1e5elf2iliminlv,b2b3b4c1e5e"
            "af6hficidj3lu,anaoc1dbe1esf6hfj1j3ljlplv,a1bbc1e1ehf6hfiiijikj3j9lplv,a1auave1e5e6f4f6hfi8i9iaj3j9lp"
            "lv,a1bibjbke1e5epheisitj9lplv,a1b8b9bac1dde5e6f6hfieifigj3lu,arauc1e1e3e5e9f6hfj2j3j4j5j6j9lplt,a1bf"
            "bgc1e1e7emf6fdhfioipiqj3j9lplv,a1b4b5b6c1e1e6f6hficidj3j9lplv,a1aoardfdue1e5hhiuj1j2j9lplv,a1bbbcc1e"
            "5ejhgikilimj4jblv,avb1b2c1c9e5f1f6hfi9icj3jalu,anaoc1e1e5etf6hfisitj2j3j9lplt,a1b9bcc1dae1e6eff6hfig"
            "ihiij1j3j9lplv,a1arasatauc3e1e5e6f3f6hfj3j6j7j8j9lplv,a1bgbhbic2e1e5ephhioipj5j9lplv,a1b8b9c1e5edhgi"
            "eifigj4jblrlv,aqarasc1e1e2e5f6hfj2j3j4j5j9lp"
        ),
        opened=",,,,,,,,l5",
        short=(
            "15:30=,,,,,km,kd,kj;15:50=,,,hkkg,kn;16:00=,,,,,,,,ki,kh,kf,k7,k6,k5,kh,kn,kg,kf,kd,kc,ki,ka,k8,k7,k"
            "d,kc;16:30=,,,,,,,,,,,,,,,,,,,,,,,,,,kh,kgkn,kf,ke,l3"
        ),
    ),
    "XTAI": Table(
        1990, 2028,
        closed=(
            "a1apaqatauavbsd5e1esj3ja,a1bdbebfbibjbsd5e1ja,a1avb3b4b5b6bse1f5ib,a1alamapaqard5foiu,b8b9babbbebsd5"
            "fdikja,arauavb1b2bsd5e1f2ja,a1bfbgbjbkblbsd4e1fkirja,a1b5b6b7babbbse1f9igja,a1aqarasataue1j5,a1bcbfb"
            "gbhbid5fiio,b3b4b7b8b9bsd4e1f6icja,a1amanaoapaqbsd5e1fpj1ja,a1b7b8bbbcbdbebfbsd5e1i6ja,a1atauavb3b4b"
            "5bse1f4ibja,a1ajakalamanaqfmhohpisjp,b4b7b8b9babbbsd5gih5i1ja,aqarauavb1b2bsd5e1evj6j9ja,a1bfbgbjbkb"
            "lbmbnbsd5d6e1fifjiiioipja,a1b4b5b6b7b8bbbsd4e1gsitja,a1a2amanaqarasataue1eseth7,a1bbbcbfbgbhbibjd5fg"
            "im,avb1b2b3b4b7bsd4d5f6icja,ajakanaoapaqarbrbsd4e1h2jalv,a1b7b8bbbcbdbebfbsd4d5e1fchlijikja,a1asatau"
            "avb3b4bsd4e1f2gni8ja,a1a2bgbhbibjbkbnbrd3d6e1fjgaisitj9,a1b4b5b8b9babbbcbtd4d5e2f9fag8ifigirisja,a2a"
            "paqarauavb1brbsd3d4e1eteuj4j9ja,a1bdbebfbgbjbkbsd4d5d6e1fiiojalv,a1avb1b4b5b6b7b8bsc1d4d5e1f7h9idiuj"
            "ajb,a1alamanaoarasatbsd2d3e1fpfqj1j2j9,a1b8b9babbbcbfbgc1d2d5dufeikiljblv,arasavb1b2b3bsd4d5e2f3i9ja"
            ",a2ajakanaoapaqarbrbsd3d4d5e1fmfnh3itj9ja,a1b6b7b8b9bcbdbebsd4d5e1fagogpihj2j3ja,a1anaoarasatauavbsd"
            "3d4e1euitj6jajolp,a1bcbdbgbhbibjbkbrd3d6e1fjipisj9jqlp,a1b4b5b8b9bac1d5duf9ifisjbjplv,aoapaqarasbsd3"
            "d4e1etisj3jajplp"
        ),
    ),
    "XBKK": Table(
        1990, 2028,
        closed=(
            "a1a2b9d6dddge1e7e9hdjnl5lalv,a1bsd8dfdge1e6esgqhcjnl5lalv,a1bid6dddedfe1e5gehcjnl7lalv,a1c8d6dddedfe"
            "3e5f4h2hcjpl6lalv,a3bpd6dddedfe2e5eogmhcjol5lc,a2a3bfd6dddee1e5gchejnl5lb,a1a2c5d8dfdge1e6guhcjnl5la"
            "lv,a1d7dedfe1e5emhcjnl5lalv,a1bbd6dddedfe1e5ebg9hcjnl7lalv,a1c2d6dddedfe3e5gshcjpl6lalv,a3d6dddee1e5"
            "eihejnl5lb,a1a2b8d6dddge1e7g5hdjnl5lalv,a1bqd8dfdge1e6erg1gphcjnl5lalulv,a1bhd7dedfe1e5efg1gehcjnl5l"
            "a,a1a2c5d6dddedfe3e5f2g1h2hcjpl6lalv,a3bnd6dddedfe2e5eng1gmhcjol5lc,a2bdd6dddedje1e5ecfcfdgbheikjnl5"
            "lb,a1a2c5d6dddge1e7evguhdjnl5lalolv,a1bld7dedfe1e5ejg1ghhcjnl5lalv,a1a2b9d6dddedfe1e5e8g1g6g7hcjnl7l"
            "alv,a1c1d6dddedfe3e5ekelesg1gqhchdjpl6lalv,a3bid6dddedfe2e5egehg1gfhcjol5lc,a2a3c7d6d9dddge1e7f4h2hd"
            "jnl5lalv,a1bpd8dfdge1e6eog1gmhcjnl5lalulv,a1bed7dedfe1e5edg1gbhbhcjnl5lalv,a1a2c4d6dddedfe1e4e5f1g1g"
            "uhcjnl7lalv,a1bmd6dddedfe2e5e6ekg1gigjhcjol5lc,a2a3bdd6dddee1eagagshejdjnjql5lb,a1a2c1d6dddge1etgrgu"
            "hdjfjnl5lalv,a1bjd8dfdge1e6ekf3gggthcjejnl5lalv,a1bad6dddedfe1e4e6f3g6gshcjdjnl7lalv,a1bcbqd6dddedfe"
            "3e4eqf3gqgshciojdjmjpl6lalv,a3bgd6dddedfe2e4egf3gdgsgthcjdjejol5lc,a2a3c6d6dddee1e4e5f5gsh1hejdjnl5l"
            "blt,a1a2bqd8dcdfdge1e6emf3gmgthcjejnl5lalv,a1bcd7dedfe1e5ecf2f3gagshbhcjdjnl5lalv,a1a2c3d6dddedfe1e4"
            "f1f3gsgthcjdjnl7lalv,a1bmd6dddedfe3e4ekf3gjgshcjdjpl6lalv,a3bad6dddee1e4e8f5g6gshejdjnl5lb"
        ),
    ),
    "XIDX": Table(
        1990, 2025,
        closed=(
            "a1ddeohhlplv,a1cte9lplv,a1dheshhlplv,a1d9ekhhlv,d1echh,deephhlp,a1d5eglplv,a1cse8lplv,a1daelhhlplv,a"
            "1d2edhhlv,dlf1hhlp,a1ddeohhlplv,a1bcbmcfcte9j4l5l6l9lalolplqlulv,a1bcc3d2diefegeuhiimkokpkqkrkslolpl"
            "qlv,a1amb2bncmd5d9e3ekf3g5hhidikkfkgkhkikjlolv,alb9bacbcpdme5eohhi2k2k3k4k7k8lqlu,aaavcucvdadeepeqhh"
            "hihljnjojpjqjrlplt,a1cjd6eheif1hhjcjfjglklllolplv,a1aaabb7b8c7ckcle1ekguhiiuj1j2j3j9jal8lpltlv,a1a2a"
            "qc9cqd9daelg8gkhhiiiliminkrlilolplv,a1bqcgd2edeshhi8i9iaidiekhl7lolv,b3bfdmehf2fthhhthuhvi1i2lq,ancn"
            "d6eheihhhkhlhmjqkfkglolplv,a1aocccte9f6h5h6h7h8h9jejfk5lplqlv,a1aeavcvd9die1eferetg9gsgtgugvh1lplqlv"
            ",a1bjd3e1eef2ggghgkglhhiojel9lolplv,a1b8c9cpe5e6g4g5g6g7g8hhiclclq,a2bfcsdedjdoe1ebepf1fnfqfrfsftfuh"
            "hi1ill1lplq,a1bgcue1eaetf1fbfcfdfefffifjhhhmibkklolplv,a1b5c7d3dhdje1euf3f4f5f6f7lolplv,a1cpdae1e7el"
            "emepf1gvhhhkhljsjtjul9lolplv,a1bccbd2ecedeeeqf1gkhbhhjklv,b1bsc3dfe2e3egeqf1hh,ancmcnd7djdkdldodpe1e"
            "if1f2fsftfugjhhislplq,a1b8b9becbccctd8d9dadbdcdfe1e9eaeneofhfiigkrlplqlv,a1arasatcscvd1d2d3d4d7die1e"
            "cedeteuf6f9fri5lplq"
        ),
    ),
    "XKLS": Table(
        1990, 2028,
        closed=(
            "a1atb1dqdre1g2gnhvj1lp,a1b1bfdfdge1gciklp,a1b4b5d6e1fbg1hvi9lp,a1apb1cocpevflhuhv,b1babbcecfe2ekfahj"
            "hvlq,a2avb1c2c3e1e9euh8hvlp,a1b1bjbke1lp,a1b7badhe1e7ggi1lp,a1asataub2d7dre1g6hvlp,a1aiajb1bgbhhv,aa"
            "b1b7cgd6e1fehvlplrls,a1aoapb1c5cqe1f4hvlhlilp,a1b1bbbcbdcfdpe1erk4l5l6lp,a1avb3b4bcc4e1eeefi1jokokpk"
            "qlp,a1alamanb2b3bne3e4hvkbkckfkg,alb1b9babbdle2enhvk1k3k4lq,a2aaauavb1b2dbe1echvjnjojplp,a1a2b1bjbkd"
            "qe1e2hvjfk8lklp,a1aaanb1b7b8cke1ejg3i1j1j2jrl8lplt,a1aqarb2b9c9e1hvilimkrlilp,a1b1bfbgbqeshviaigk5kh"
            "l7lv,akb1b3b4bfe2ehhuhvi1igjqk7kslq,a2anaob1b6b7dbe1hkhlhvihjqkdkflp,a1aoasb1bbbce1eoh8h9igjfk5lp,a1"
            "aeahavb3e1edgfgsgti1igj6jmlp,a1b2b3bjbke1e4ghhvigiojekalolp,a1apb1b8b9e2fmg6g7hvicigj3lclq,a2aub1b9d"
            "oe1eafcfqfrhvi1i4imjil1lp,a1avb1bge1e9eaebetffhmhviaibihk6kklp,a1alb1b5b6e1ekemf5f6guhci2i9igjslp,a1"
            "are1e7ebepeqf8gvhkhvigjtlp,a1asb1bcdtedeeeqf7gkhahvigjjk4,aib1b2dje2e3e4f6gbhvigjajolq,a2anaob1dldoe"
            "1e4f5ftgjhviskdlp,a1apb1bccrdadbe1emf3fhg8igjvlp,a1ataubbcicvd1e1ecf2fri1i5igjklp,a1b2bhbicne1erf1fh"
            "hphvigk9lp,a1amb1b8boc9caehekf7hvigjs,aqarb1b9bebse1e5e9eph3hvjhlp"
        ),
        short=(
            "12:30=aqdp,be,b3d3,amcn,b9,auc1,,b6,ar,bf,a7b4lq,an,l4,,,b8k2,,jc,b6iu,,i9,b2ht,,h7,au,bigg,g5,ar,bf"
            "fe,b4f4,ao,bbec,av,,b9d9,as,bgck,b5c8,apbp"
        ),
    ),
    "XPHS": Table(
        1990, 2026,
        closed=(
            "dd,ct,dh,d9,d1,de,d5,cs,da,d2,dl,dd,a1bpcsctd8e1fcgfjvk1l6lolplulv,a1bpd7dhdie1e2fdhmkqlolplqlv,a1a2"
            "bpd7d8d9eak1kfktl3lolrlulv,bpcncocpe2fdgphtjvk1k4kslqlu,dddee1fcgohlisitjok1l1lplq,a1d5d6d9e1eefbhkh"
            "rjcjtk1k2kulolplv,a1bpckcld7e1f9hihpj1l1lplqltlulv,a1a2d6d9dae1fcghh5hlhvi7ilk2kulolplulv,a1d1d2d9e3"
            "eafefuhuiajpk1kgktlolrlv,dldmfkhthuirjvk1k7kulu,and5d6d9e1fch7hkhlhrjqk1k2kulolplv,a1csctd9e1edfch9h"
            "jhkhlhqjfjsk1lolplulv,a1avd9dhdie1fcgggthlhpijj6l8lolplqlulv,a1a2afagbjd2d3d9e1fcghhlhvipkikjkulolpl"
            "ulv,a1b8bpcocpe9g6hticjvk1kulqlu,a2dddedse1fcfqhlhsi1icjgjvk1kul8lplq,a1a2bgctcud9e1eefcffhlhrk1k2ku"
            "lolplv,a1b5bpd9didje1edf5fchchlhqk1lolplulv,a1bpd9dae1epfcgvhlhvk2kul8lolplulv,a1bcbpd1d2d9edgkhuk1k"
            "ul8lolulv,b1dedfe3e9htjvk1kul8lu,a2bod6d7dadle1fcfshlhsjuk1k2krl8lplq,a1b9csctd9dae1fcfhhnhqk1lolplu"
            "lv,a1atd1d9dhdie1ecf6fchlhpjvl8lolplulv,a1bhckd2d3d9e1erfchlhvkul8lolp"
        ),
    ),
    "XASX": Table(
        1990, 2028,
        closed=(
            "a1atdddgdpfblplqlv,a1asctd1dpfalplq,a1ardhdkf8lpls,a1d9dcfelrls,a3aqd1d4dpfdlqlr,a2aqdedhdpfclplq,a1"
            "aqd5d8dpfalplq,a1arcscvdpf9lplq,a1aqdaddf8lpls,a1aqd2d5felrlslv,a3aqdldodpfclplq,a1aqdddgdpfblplq,a1"
            "asctd1dpfalplq,a1ardidldpf9lplq,a1aqd9dcfelrls,a3aqcpcsdpfdlqlr,a2aqdedhdpfclplq,a1aqd6d9dpfblplq,a1"
            "asclcodpf9lplq,a1aqdaddf8lpls,a1aqd2d5dqfelrls,a3aqdmdpdqfdlqlr,a2aqd6d9dpfblplq,a1asctd1dpfalplq,a1"
            "ardidldpf9lplq,a1aqd3d6f8lpls,a1aqcpcsdpfdlqlr,a2aqdedhdpfclplq,a1aqcud2dpfblplq,a1asdjdmdpfalplq,a1"
            "ardaddf8lpls,a1aqd2d5felrls,a3aqdfdidpfdimlqlr,a2aqd7dadpfclplq,a1aqctd1dpfalplq,a1ardidldpf9lplq,a1"
            "aqd3d6f8lpls,a1aqcqctfelrls,a3aqdedhdpfclplq"
        ),
        short=(
            "14:10=,,,,,,,,,,,,,,,,,,,,lolv,lnlu,lolv,lolv,lolv,lolv,lnlu,lmlt,lolv,lolv,lolv,lolv,,lmlt,lolv,lol"
            "v,lolv,lolv,lmlt"
        ),
    ),
    "XNZE": Table(
        1990, 2028,
        closed=(
            "a1a2b6dddgdpf4jmlolplqlv,a1a2b6ctd1dpf3jslplqlr,a1a2a3b6dhdkf1jqlpls,a1a4d9dcf7jplrls,a3a4d1d4dpf6jo"
            "lqlr,a2a3b6dedhdpf5jnlplq,a1a2b6d5d8dpf3jslplq,a1a2b6cscvdpf2jrlplq,a1a2b6daddf1jqlpls,a1a4d2d5f7jpl"
            "rlslv,a3a4dldodpf5jnlplq,a1a2b6dddgdpf4jmlplq,a1a2b6ctd1dpf3jslplq,a1a2b6didldpf2jrlplq,a1a2b6d9dcf7"
            "jplrls,a3a4cpcsdpf6jolqlr,a2a3b6dedhdpf5jnlplq,a1a2b6d6d9dpf4jmlplq,a1a2b6clcodpf2jrlplq,a1a2b6daddf"
            "1jqlpls,a1a4d2d5f7jplrls,a3a4dmdpf6jolqlr,a2a3b6d6d9dpf4jmlplq,a1a2b6ctd1dpf3jslplq,a1a2b6didldpf2jr"
            "lplq,a1a2b6d3d6drf1jqlpls,a1a4b8cpcsdpf6jolqlr,a2a3b6dedhdpf5jnlplq,a1a2b6cud2dpf4jmlplq,a1a2b6djdmd"
            "pf3jslplq,a1a2b6dadddrf1jqlpls,a1a4b8d2d5dqf7jplrls,a3a4b7dfdidpf6foiqjolqlr,a2a3b6d7dadpf5gejnlplq,"
            "a1a2b6ctd1dpf3fsjslplq,a1a2b6didldpf2fkjrlplq,a1a2b6d3d6drf1gajqlpls,a1a4b8cqctdqf7fpjplrls,a3a4b7de"
            "dhdpf5gejnlplq"
        ),
        short=(
            "12:45=,,,,,,,,,,,,,,,,,,,,,lnlu,lolv,lolv,lolv,lolv,lnlu,lmlt,lolv,lolv,lolv,lolv,lnlu,lmlt,lolv,lol"
            "v,lolv,lolv,lmlt"
        ),
    ),
    "XBOM": Table(
        1997, 2026,
        closed=(
            ",,,,,,,anc7cod8dedgdie1e8hfhihpj2jsjtjvlp,d9dedslp,a1akaqc2cicpctd2dedrduidjjk8kaknlv,aqchckdedle1hf"
            "i1j2lp,a1aqc6d5dde1hfhmj2jqkgkulhlp,cpcte1hfiaj2jfk6kjlp,bdcecidedie1hfj2kqlp,a1aqb2c2d9dedqjdjmkfkq"
            ",alaqcpdegshfi7jck3k4kf,abaqb9cfd6dbdee1hfj2jojplp,a1aqaubgcrd6e1e2hfj2lllp,c6ckcldedie1ejhfi3j2j9ju"
            "kdkrl9lp,a8aqbncacbd3d7dadedue1ilisj2jdjjk2lpls,a1aqbcc1cod2deiakhlh,aqc2dcdedmhfhvi1j6jrk7kal6,aqbk"
            "c8d5d6e1hfhkijj2jokekslp,crctdjdoe1h9hfi9j2jgk4kelp,brchd8dedidoe1gthfhtj2j3j6jfjnjok4k6lp,aqbhc6d2d"
            "3dee1ihipj2jmkbkckplp,aqc7cocpdedfdjg6hfi5idjbjcjvke,aqbocdd4dee1fqhfhpj2jjjklp,aqbdc2ctcue1hfhmidik"
            "j2jik7k8knlp,c4cldhdjdte1f5hchfi2iaj2j8jljskclp,blcad2d6dadee1epj2kgkulp,aqcbctd2dedledglhjiajfk4k5k"
            "j,aqc1cidedfe3h9hfhvj5jojqk8,aqc7cud4d7dee1fthfijj2jokekrlp,amaqc8cpctdbdhe1ekfhghhfj2k1kfkklp,bqcec"
            "vdadedie1hfhrj2jljmk5lp,afaqc3cqcvd3dee1esfqiej2jkkakolp,aqcqde,aqdee1hfj2lp"
        ),
        opened=",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,ak,b1",
    ),
}  # fmt: skip
