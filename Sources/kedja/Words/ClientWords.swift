extension FaultWords {
    /// The words for a code of the client library; `nil` for one that this catalogue doesn't know.
    init?(clientCode code: String) {
        guard let sentence = FaultWords.clientSentences[code] else { return nil }
        self.init(sentence, hint: FaultWords.clientHints[code])
    }

    /// Codes whose words say all there is to say.
    static let plainClientCodes: Set<String> = [
        "timeout", "connection-failed", "connection-closed", "handshake-failed", "cancelled", "no-log-key", "certificate-not-yet-valid",
        "bad-daemon-address", "bad-profile-name", "unwritable-call", "upload-stalled", "header-missing", "requester-not-active",
        "no-directory-root",
        "unauthenticated", "wrong-range", "malformed-answer", "payload-truncated", "payload-too-long", "answer-differs",
        "erasure-not-open", "restriction-not-there", "no-answer", "answer-incomplete", "malformed-event",
        "delegate-without-key",
    ]

    static let clientSentences: [String: Phrase] = [
        "unreachable": Phrase(sv: "tjänsten svarar inte", en: "the service does not answer"),
        "timeout": Phrase(sv: "tjänsten svarade inte i tid", en: "the service did not answer in time"),
        "connection-failed": Phrase(sv: "förbindelsen bröts", en: "the connection failed"),
        "connection-closed": Phrase(sv: "tjänsten stängde förbindelsen", en: "the service closed the connection"),
        "handshake-failed": Phrase(sv: "det gick inte att förhandla om kryptering", en: "the TLS handshake failed"),
        "untrusted-daemon": Phrase(
            sv: "tjänsten är inte den som profilen litar på", en: "the service is not the one that the profile trusts"),
        "cancelled": Phrase(sv: "avbrutet", en: "interrupted"),
        "no-log-key": Phrase(sv: "profilen saknar loggens nyckel", en: "the profile has no key of the log"),
        "bad-log-key": Phrase(sv: "profilens loggnyckel går inte att använda", en: "the profile's log key can't be used"),
        "bad-certificate": Phrase(sv: "ditt certifikat går inte att använda", en: "your certificate can't be used"),
        "certificate-expired": Phrase(sv: "ditt certifikat har gått ut", en: "your certificate has expired"),
        "certificate-not-yet-valid": Phrase(sv: "ditt certifikat gäller inte än", en: "your certificate isn't valid yet"),
        "bad-trust": Phrase(sv: "utfärdarens filer går inte att använda", en: "the authority's files can't be used"),
        "bad-time-authority": Phrase(
            sv: "tidsstämplarens certifikat går inte att använda", en: "the time authority's certificates can't be used"),
        "bad-signing-key": Phrase(sv: "signeringsnyckeln går inte att använda", en: "the signing key can't be used"),
        "signing-failed": Phrase(sv: "det gick inte att signera", en: "the record can't be signed"),
        "bad-identity": Phrase(sv: "nyckeln som öppnar handlingar går inte att använda", en: "the identity file can't be used"),
        "bad-daemon-address": Phrase(
            sv: "tjänstens adress ska skrivas https://värd:port", en: "the service's address reads https://host:port"),
        "bad-profile-name": Phrase(
            sv: "en profils namn har 1 till 63 av a-z, 0-9, '.', '-' och '_'",
            en: "a profile's name has 1 to 63 of a-z, 0-9, '.', '-' and '_'"),
        "no-such-profile": Phrase(sv: "det finns ingen sådan profil", en: "there is no such profile"),
        "damaged-profile": Phrase(sv: "profilen går inte att läsa", en: "the profile can't be read"),
        "no-such-file": Phrase(sv: "filen finns inte", en: "there is no such file"),
        "unreadable-file": Phrase(sv: "filen går inte att läsa", en: "the file can't be read"),
        "unwritable-file": Phrase(sv: "filen går inte att skriva", en: "the file can't be written"),
        "file-too-large": Phrase(sv: "filen är för stor", en: "the file is too large"),
        "key-file-open": Phrase(sv: "nyckelfilen kan läsas av andra", en: "the key file can be read by others"),
        "receipt-unwritable": Phrase(sv: "kvittot går inte att skriva", en: "the receipt can't be written"),
        "no-such-receipt": Phrase(sv: "det kvittot är inte sparat", en: "that receipt isn't kept"),
        "no-such-tile": Phrase(sv: "en bit av loggen saknas i kopian", en: "a tile isn't in the copy"),
        "tile-too-large": Phrase(sv: "en bit av kopian är för stor", en: "a tile of the copy is too large"),
        "malformed-tile": Phrase(sv: "en bit av kopian går inte att läsa", en: "a tile of the copy can't be read"),
        "mirror-busy": Phrase(sv: "mappen kopieras redan till", en: "another copying into the folder is under way"),
        "mirror-damaged": Phrase(sv: "kopian är skadad", en: "the copy is damaged"),
        "mirror-fork": Phrase(
            sv: "loggen är ingen fortsättning på kopian: den är omskriven; kopian är orörd",
            en: "the log isn't a continuation of the copy: it was rewritten; the copy stays as it was"),
        "mirror-incomplete": Phrase(
            sv: "loggens delar saknas eller stämmer inte med varandra", en: "the log's tiles are missing, or don't fit each other"),
        "log-incomplete": Phrase(
            sv: "för mycket av loggen saknas: resten är inte kontrollerad", en: "too much of the log is missing: the rest wasn't verified"),
        "bad-master-key": Phrase(sv: "huvudnyckeln går inte att använda", en: "the master key can't be used"),
        "damaged-log-memory": Phrase(sv: "det sparade loggläget stämmer inte", en: "the remembered checkpoint doesn't verify"),
        "checkpoint-unsigned": Phrase(sv: "loggens läge är inte signerat av loggen", en: "the log's checkpoint isn't signed by the log"),
        "log-key-unproven": Phrase(
            sv: "loggen är signerad med en annan nyckel än profilens, och inget visar att den har bytts",
            en: "the log is signed by another key than the profile's, and nothing proves the change"),
        "log-key-replaced": Phrase(
            sv: "loggens läge är signerat med en nyckel som har bytts ut", en: "the log's checkpoint is signed by a key that was replaced"),
        "malformed-answer": Phrase(sv: "tjänstens svar går inte att läsa", en: "the service's answer can't be read"),
        "malformed-problem": Phrase(sv: "tjänsten sa nej utan läsbart skäl", en: "the service refused without a readable reason"),
        "answer-too-large": Phrase(sv: "tjänstens svar är för stort", en: "the service's answer is too large"),
        "receipt-malformed": Phrase(sv: "kvittot går inte att läsa", en: "the receipt can't be read"),
        "receipt-opening": Phrase(sv: "kvittots text är inte den som står i loggen", en: "the receipt's text isn't the one in the log"),
        "receipt-checkpoint": Phrase(sv: "kvittot är inte signerat av loggen", en: "the receipt isn't signed by the log"),
        "bad-witnesses": Phrase(sv: "profilens vittnen går inte att använda", en: "the profile's witnesses can't be used"),
        "receipt-witnesses": Phrase(
            sv: "det som kvittot säger om vittnen stämmer inte", en: "what the receipt tells of witnesses doesn't hold"),
        "witness-quorum": Phrase(
            sv: "för få av profilens vittnen har bevittnat loggen", en: "too few of the profile's witnesses have cosigned the log"),
        "receipt-inclusion": Phrase(
            sv: "kvittot bevisar inte att posten står i loggen", en: "the receipt doesn't prove that its entry is in the log"),
        "extract-line": Phrase(sv: "utdraget går inte att läsa", en: "the extract can't be read"),
        "extract-inclusion": Phrase(
            sv: "utdraget bevisar inte att en post står i loggen", en: "the extract doesn't prove that an entry is in the log"),
        "extract-text": Phrase(
            sv: "en post i utdraget säger något annat än loggen", en: "an entry of the extract tells something else than the log"),
        "erasure-not-open": Phrase(sv: "raderingen väntar inte på svar", en: "the erasure doesn't wait for an answer"),
        "erasure-signature": Phrase(
            sv: "signaturen under begäran om radering stämmer inte", en: "the signature of the request for erasure doesn't hold"),
        "restriction-not-there": Phrase(
            sv: "ingen sådan begränsning av deltagaren gäller", en: "no such restriction of the participant holds"),
        "restriction-signature": Phrase(
            sv: "signaturen under begränsningen stämmer inte", en: "the signature of the restriction doesn't hold"),
        "restriction-differs": Phrase(
            sv: "tjänsten visar en annan begränsning än den som är signerad",
            en: "the exchange shows another restriction than the one signed"),
        "erasure-differs": Phrase(
            sv: "tjänsten visar en annan radering än den som är signerad", en: "the exchange shows another erasure than the one signed"),
        "emergency-unknown": Phrase(
            sv: "det finns ingen sådan nödöppning, eller så får du inte se den",
            en: "there is no such emergency read, or you may not see it"),
        "finding-unknown": Phrase(
            sv: "loggen har inget sådant fynd med de valen", en: "the log has no such finding with these choices"),
        "emergency-differs": Phrase(
            sv: "loggen berättar något annat om nödöppningen än tjänsten visar",
            en: "the log tells something else of the emergency read than the exchange shows"),
        "answer-differs": Phrase(sv: "tjänsten svarade om en annan handling", en: "the service answered about another document"),
        "malformed-ticket": Phrase(sv: "tjänstens svar på inlämningen går inte att använda", en: "the upload's ticket can't be used"),
        "manifest-signature": Phrase(sv: "handlingens signatur stämmer inte", en: "the document's signature doesn't hold"),
        "manifest-signer": Phrase(sv: "handlingen är signerad av någon annan", en: "the document is signed by somebody else"),
        "manifest-form": Phrase(sv: "handlingens manifest har fel form", en: "the document's manifest has the wrong form"),
        "manifest-document": Phrase(sv: "manifestet gäller en annan handling", en: "the manifest is of another document"),
        "manifest-participant": Phrase(sv: "manifestet gäller en annan person", en: "the manifest is about another person"),
        "manifest-digest": Phrase(sv: "manifestet gäller ett annat innehåll", en: "the manifest is of another content"),
        "manifest-owner": Phrase(sv: "manifestet har en annan ägare", en: "the manifest has another owner"),
        "manifest-category": Phrase(sv: "manifestet har ett annat slag eller namn", en: "the manifest has another category or name"),
        "manifest-version": Phrase(sv: "manifestet ersätter en annan version", en: "the manifest supersedes another version"),
        "manifest-uploader": Phrase(sv: "manifestet har en annan uppladdare", en: "the manifest has another uploader"),
        "manifest-size": Phrase(sv: "manifestets storlek är omöjlig", en: "the manifest's size is impossible"),
        "payload-damaged": Phrase(sv: "innehållet är skadat", en: "the payload is damaged"),
        "payload-digest": Phrase(sv: "innehållet är inte det som lämnades in", en: "the payload isn't the one that was uploaded"),
        "payload-too-long": Phrase(sv: "innehållet är längre än det som lämnades in", en: "the payload is longer than what was uploaded"),
        "payload-truncated": Phrase(sv: "innehållet är avhugget", en: "the payload is cut short"),
        "header-unopened": Phrase(sv: "din nyckel öppnar inte handlingen", en: "your key doesn't open the document"),
        "plugin-missing": Phrase(sv: "insticksprogrammet för din nyckel finns inte här", en: "the plugin for your key isn't here"),
        "plugin-refused": Phrase(sv: "nyckelns insticksprogram säger nej", en: "the key's plugin says no"),
        "plugin-misbehaved": Phrase(
            sv: "nyckelns insticksprogram följer inte reglerna", en: "the key's plugin doesn't keep to its protocol"),
        "identity-passphrase": Phrase(
            sv: "nyckelfilen är låst, och det här är inte dess lösenfras", en: "the key file is sealed, and this isn't its passphrase"),
        "malformed-event": Phrase(sv: "tjänstens händelser går inte att läsa", en: "the daemon's events can't be read"),
        "no-answer": Phrase(sv: "ingen har svarat på begäran än", en: "nobody has answered the request yet"),
        "answer-incomplete": Phrase(
            sv: "svaret måste gälla alla begärans handlingar, och inga andra",
            en: "the answer must speak of all the request's documents, and of no other"),
        "delegate-without-key": Phrase(
            sv: "handlingen öppnas bara av ägarens utlämnandeansvariga, och du är inte en av dem",
            en: "the document opens for its owner's approvers alone, and you are none"),
        "header-missing": Phrase(sv: "begäran saknar handlingens nyckel", en: "the request doesn't bring the document's key"),
        "no-directory-root": Phrase(sv: "profilen saknar katalogens rot", en: "the profile has no directory root"),
        "damaged-directory-memory": Phrase(
            sv: "det som profilen minns av katalogen går inte att läsa", en: "what the profile remembers of the directory can't be read"),
        "directory-root": Phrase(
            sv: "katalogen börjar inte som profilen har sparat", en: "the directory doesn't begin as the profile has kept it"),
        "directory-signature": Phrase(
            sv: "en ändring i katalogen är inte rätt signerad", en: "a change of the directory isn't signed as it must be"),
        "directory-chain": Phrase(
            sv: "en ändring i katalogen följer inte på den förra, eller är gjord av någon som inte fick",
            en: "a change of the directory doesn't follow on the one before, or is by somebody who might not make it"),
        "directory-rolled-back": Phrase(
            sv: "ändringar i katalogen som profilen kände till är borta", en: "changes of the directory that the profile knew are gone"),
        "directory-revoked": Phrase(
            sv: "katalogens senaste ändring är signerad med ett certifikat som är återkallat",
            en: "the directory's newest change is signed with a certificate that has been revoked"),
        "directory-log": Phrase(
            sv: "loggen säger något annat om katalogen än tjänsten", en: "the log tells otherwise of the directory than the service"),
        "directory-mismatch": Phrase(
            sv: "tjänsten säger något annat om en handläggare än det som administratörerna har signerat",
            en: "the service says otherwise of an officer than the administrators have signed"),
        "not-a-holder": Phrase(sv: "handlingen är inte förseglad till din nyckel", en: "the document isn't sealed to your key"),
        "rewrap-signature": Phrase(
            sv: "signaturen på handlingens omförsegling stämmer inte", en: "the signature of the document's rewrap record doesn't hold"),
        "rewrap-differs": Phrase(
            sv: "handlingens omförsegling gäller något annat", en: "the document's rewrap record is about something else"),
        "approval-signature": Phrase(sv: "utlämnandets signatur stämmer inte", en: "the approval's signature doesn't hold"),
        "approval-differs": Phrase(sv: "utlämnandet gäller något annat", en: "the approval is about something else"),
        "approval-recipient": Phrase(
            sv: "utlämnandet är gjort för en annan nyckel än din", en: "the approval was made for another key than yours"),
        "unusable-recipient": Phrase(
            sv: "det går inte att försegla till nycklarna i katalogen", en: "the directory's recipients can't be sealed to"),
        "requester-not-active": Phrase(sv: "den som begär är inte längre handläggare", en: "the requester is no active officer"),
        "not-owner": Phrase(sv: "din organisation äger inte handlingen", en: "your organisation doesn't own the document"),
        "another-signer": Phrase(sv: "du loggar in som en och signerar som en annan", en: "you log in as one and sign as another"),
        "upload-lost": Phrase(sv: "delar av inlämningen har försvunnit", en: "parts of the upload are lost"),
        "upload-stalled": Phrase(sv: "inlämningen kommer inte vidare", en: "the upload doesn't get on"),
        "upload-gone": Phrase(
            sv: "tjänsten har kastat det som lämnades in: tiden är ute",
            en: "the service has thrown away what was uploaded: its time is over"),
        "no-such-upload": Phrase(sv: "det finns ingen sådan påbörjad inlämning här", en: "there is no such unfinished upload here"),
        "several-uploads": Phrase(sv: "flera inlämningar är påbörjade", en: "several uploads are unfinished"),
        "upload-in-use": Phrase(sv: "inlämningen pågår redan", en: "the upload is under way already"),
        "upload-of-another": Phrase(sv: "inlämningen påbörjades av en annan", en: "the upload was begun by another"),
        "upload-key-unopened": Phrase(sv: "din nyckel öppnar inte inlämningens", en: "your key doesn't open the upload's"),
        "damaged-upload-note": Phrase(
            sv: "anteckningen om inlämningen går inte att läsa", en: "the note of the upload can't be read"),
        "source-changed": Phrase(sv: "filen har ändrats sedan inlämningen började", en: "the file has changed since the upload began"),
        "not-an-age-file": Phrase(sv: "filen är inte en förseglad fil (age)", en: "the file isn't a sealed one (age)"),
        "sealed-truncated": Phrase(sv: "den förseglade filen är avhuggen", en: "the sealed file is cut short"),
        "sealed-for-others": Phrase(
            sv: "filen är inte förseglad till dem som ska kunna öppna den",
            en: "the file isn't sealed to those who must be able to open it"),
        "partial-unusable": Phrase(sv: "den halva filen går inte att använda", en: "the partial file can't be used"),
        "partial-damaged": Phrase(
            sv: "det som hämtades förut är inte början på handlingen; det är borttaget",
            en: "what was fetched before isn't the document's beginning; it has been removed"),
        "ended-meanwhile": Phrase(
            sv: "rätten att läsa handlingen upphörde medan den hämtades", en: "the right to read the document ended while it came"),
        "range-outside": Phrase(sv: "handlingen slutar före den delen", en: "the document ends before that part"),
        "wrong-range": Phrase(sv: "tjänsten sände en annan del än den begärda", en: "the service sent another part than was asked for"),
        "sealing-failed": Phrase(sv: "handlingen gick inte att försegla", en: "the document can't be sealed"),
        "bad-file-name": Phrase(sv: "handlingens namn är inget vanligt filnamn", en: "the document's name is no plain file name"),
        "not-a-file": Phrase(sv: "det är ingen vanlig fil", en: "that is no regular file"),
        "destination-exists": Phrase(sv: "filen finns redan", en: "the file exists already"),
        "destination-not-a-file": Phrase(sv: "dit går det inte att skriva en fil", en: "no file can be written there"),
        "unwritable-folder": Phrase(sv: "mappen går inte att skriva i", en: "the folder can't be written to"),
        "unwritable-call": Phrase(sv: "anropet gick inte att skriva", en: "the call can't be written"),
        "export-failed": Phrase(sv: "en loggpost gick inte att skriva", en: "a log entry can't be written"),
        "receipt-entry": Phrase(sv: "kvittot gäller något annat än det du gjorde", en: "the receipt tells of something else than you did"),
    ]

    static let clientHints: [String: Phrase] = [
        "ended-meanwhile": Phrase(
            sv: "inget av den har sparats; «kedja policy explain» säger varför",
            en: "nothing of it was kept; `kedja policy explain` says why"),
        "delegate-without-key": Phrase(
            sv: "be en av dem svara, eller försegla om den när du är utlämnandeansvarig",
            en: "ask one of them to answer, or to rewrap it once you are an approver"),
        "no-such-receipt": Phrase(
            sv: "«kedja receipt list» visar dem som är sparade", en: "`kedja receipt list` shows those that are kept"),
        "no-such-tile": Phrase(sv: "kör «kedja audit mirror» igen: den hämtar det som saknas", en: "run `kedja audit mirror` again"),
        "mirror-busy": Phrase(sv: "vänta tills den är klar", en: "wait until it has ended"),
        "mirror-damaged": Phrase(
            sv: "är det en annan loggs kopia? spara den annars som bevis och gör en ny i en annan mapp",
            en: "is this the copy of another log? else keep it as evidence and make a new one in another folder"),
        "mirror-fork": Phrase(
            sv: "spara mappen: checkpoint och evidence motsäger varandra, och det bevisar det; säg till granskaren",
            en: "keep the folder: checkpoint and evidence contradict each other, which proves it; tell the auditor"),
        "mirror-incomplete": Phrase(
            sv: "kör igen; hjälper inte det, kör «kedja audit verify»", en: "run it again; if that doesn't help, run `kedja audit verify`"),
        "bad-master-key": Phrase(sv: "ange en kopia av tjänstens egen fil", en: "name a copy of the service's own file"),
        "unreachable": Phrase(
            sv: "kontrollera profilens adress och att kedjad är igång", en: "check the profile's address and that kedjad runs"),
        "timeout": Phrase(sv: "försök igen om en stund", en: "try again in a while"),
        "connection-closed": Phrase(
            sv: "ditt certifikat kan saknas, ha gått ut eller vara återkallat; fråga din administratör",
            en: "your certificate may be missing, expired or revoked; ask your administrator"),
        "untrusted-daemon": Phrase(sv: "gå inte vidare; fråga den som driver tjänsten", en: "don't go on; ask those who run the service"),
        "no-log-key": Phrase(
            sv: "kör «kedja status», som sparar den, eller ange den med «kedja profile add --log-key»",
            en: "run `kedja status`, which keeps it, or give it by `kedja profile add --log-key`"),
        "log-key-unproven": Phrase(
            sv: "fråga värdorganisationen om loggens nyckel har bytts; om inte, spara det du fick som bevis",
            en: "ask the host organisation whether the log's key was replaced; if it wasn't, keep what you got as evidence"),
        "log-key-replaced": Phrase(
            sv: "den gamla nyckeln kan vara stulen; säg till tjänstens administratör",
            en: "the old key may have been stolen; tell the service's administrator"),
        "certificate-expired": Phrase(sv: "be din administratör om ett nytt", en: "ask your administrator for a new one"),
        "certificate-not-yet-valid": Phrase(sv: "kontrollera datorns klocka", en: "check the computer's clock"),
        "no-such-profile": Phrase(sv: "«kedja profile list» visar dem som finns", en: "`kedja profile list` shows those there are"),
        "key-file-open": Phrase(sv: "kör chmod 600 på den", en: "run chmod 600 on it"),
        "destination-exists": Phrase(
            sv: "välj en annan fil, eller skriv över med --force", en: "choose another file, or write over it by --force"),
        "header-unopened": Phrase(
            sv: "kontrollera att profilens nyckel hör till din mottagarnyckel i katalogen",
            en: "check that the profile's identity belongs to your recipient in the directory"),
        "plugin-missing": Phrase(
            sv: "installera det, eller kontrollera PATH", en: "install it, or check PATH"),
        "plugin-refused": Phrase(sv: "anslut nyckeln och försök igen", en: "connect the token and try again"),
        "identity-passphrase": Phrase(
            sv: "kör kommandot i en terminal och skriv lösenfrasen", en: "run the command in a terminal and type the passphrase"),
        "another-signer": Phrase(sv: "kontrollera profilens certifikat", en: "check the profile's certificates"),
        "no-such-file": Phrase(sv: "kontrollera sökvägen", en: "check the path"),
        "partial-unusable": Phrase(
            sv: "vänta på den andra hämtningen, eller ta bort filen", en: "wait for the other fetch, or remove the file"),
        "partial-damaged": Phrase(
            sv: "kör kommandot igen: då hämtas handlingen från början",
            en: "run the command again: it fetches the document from its start"),
        "no-such-upload": Phrase(
            sv: "det som kom från standard in måste lämnas in på nytt", en: "what came from standard input must be uploaded anew"),
        "several-uploads": Phrase(sv: "välj en av dem", en: "name one of them"),
        "upload-gone": Phrase(sv: "lämna in filen på nytt", en: "upload the file anew"),
        "source-changed": Phrase(
            sv: "lämna in filen på nytt; det påbörjade kastas av sig självt",
            en: "upload the file anew; what was begun is thrown away by itself"),
        "upload-key-unopened": Phrase(
            sv: "använd nyckeln som inlämningen började med, eller lämna in på nytt",
            en: "use the identity that the upload was begun with, or upload anew"),
        "upload-of-another": Phrase(sv: "använd den profilen", en: "use that profile"),
        "not-an-age-file": Phrase(sv: "utelämna --sealed för en oförseglad fil", en: "leave out --sealed for a file that isn't sealed"),
        "sealed-truncated": Phrase(sv: "försegla eller hämta den på nytt", en: "seal or fetch it again"),
        "sealed-for-others": Phrase(
            sv: "försegla till tjänstens mottagarnyckel ensam, eller för «owner» till alla utlämnandeansvariga hos er",
            en: "seal it to the service's recipient alone, or for owner release to all approvers of your organisation"),
        "no-directory-root": Phrase(
            sv: "kör «kedja status», som sparar den, eller ange den med «kedja profile add --directory-root»",
            en: "run `kedja status`, which keeps it, or give it by `kedja profile add --directory-root`"),
        "damaged-directory-memory": Phrase(
            sv: "ta bort filen; då kontrolleras katalogen från början",
            en: "remove the file; the directory is then verified from its beginning"),
        "directory-revoked": Phrase(
            sv: "be en administratör som kände katalogen att se på den och göra en ändring",
            en: "ask an administrator who knew the directory to look at it and to make a change"),
        "directory-mismatch": Phrase(
            sv: "ingenting har förseglats eller skickats; spara det du ser och säg till administratörerna på annat sätt",
            en: "nothing was sealed or sent; keep what you see, and tell the administrators by another way"),
        "not-a-holder": Phrase(
            sv: "be en av dem som kan öppna den att köra «kedja organisation rewrap» och försök igen",
            en: "ask one of those who can open it to run `kedja organisation rewrap`, then try again"),
        "approval-recipient": Phrase(
            sv: "har din nyckel bytts sedan dess, begär handlingen på nytt; säg annars till den som svarade, på annat sätt",
            en: "if your key has been changed since, ask for the document anew; else tell whoever answered by another way"),
        "unusable-recipient": Phrase(
            sv: "fråga administratören; nycklar som står emot kvantdatorer kan inte blandas med andra",
            en: "ask the administrator; keys that are safe against quantum computers can't be mixed with others"),
    ]
}
