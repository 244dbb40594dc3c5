/** The words of the rule language, by what they do. A word that stands nowhere here is not understood, and then the rule is not. */
const list = (words: string) => new Set(words.trim().split(/\s+/));

export const when = list("wenn falls sofern sobald soweit insofern");
export const thereupon = list("dann so -> --> → ⇒");
export const otherwise = list("sonst ansonsten andernfalls anderenfalls");
export const and = list("und sowie &");
export const or = list("oder bzw bzw. und/oder");

/** Stand before an id and say nothing that the id does not say. */
export const article = list(`
  der die das den dem des ein eine einen einem einer eines
  dieser diese dieses diesem diesen folgende folgenden folgender folgendes nachfolgende nachfolgenden
  jeweilige jeweiligen entsprechende entsprechenden genannte genannten oben beide beiden andere anderen
  zwei drei vier fünf sechs darin enthaltene enthaltenen`);
export const noun = list(`
  feld feldes felder feldern datenfeld datenfeldes datenfelder datenfeldern eingabefeld auswahlfeld
  gruppe gruppen feldgruppe feldgruppen datenfeldgruppe datenfeldgruppen element elemente`);
/** Stand before an id and say what kind of thing it is, as "der Nachweis F1" does. */
export const apposition = list(`
  nachweis dokument datei upload anlage unterlage unterlagen bescheinigung erklärung abfrage frage hinweis datum
  angabe checkbox auswahlliste freitextfeld unterfeld untergruppe`);
export const preposition = list("in im innerhalb bei beim für von aus");
/** Between a field and the group it lies in. */
export const within = list("in im innerhalb aus");
/** Articles that mean what is not named. */
export const elsewhere = list("andere anderen folgende folgenden folgender folgendes nachfolgende nachfolgenden");
/** These mean a single field. */
export const one = list(
  "es er ihn dies dieses feld feldes datenfeld datenfeldes eingabefeld auswahlfeld gruppe feldgruppe datenfeldgruppe element",
);
export const pronoun = list("es sie er ihn dies dieses diese");

/** Between a field and its value: "Auswahl =", "den Wert … hat", "mit dem Code … belegt ist". */
export const towardsValue = list(`
  auswahl antwort wert werte eingabe ausprägung ausprägungen code codes option angabe eintrag einträge
  schlüssel codeliste in mit auf als der die das den dem ein eine einer einen einem eines folgende folgender folgenden
  ist hat sind lautet steht werten optionen antworten entweder :`);
/** Nouns that make "Feld Auswahl 001" a comparison without a sign. */
export const valueNoun = list(
  "auswahl antwort wert wertes werte werten ausprägung ausprägungen code option optionen antworten eintrag codes einträge",
);
export const afterValue = list(`
  ist sind wurde wurden wird werden hat haben sein gewählt ausgewählt angewählt angegeben eingetragen gesetzt
  belegt beantwortet lautet entspricht vorausgewählt befüllt ausgefüllt besitzt annimmt aufweist steht gegeben erfasst getroffen enthält`);
export const affirmed = list("bejaht angekreuzt angehakt bestätigt ausgewählt angewählt");
export const denied = list("verneint");
export const equal = list("gleich entspricht");
export const unequal = list("ungleich");
export const differs = list("ungleich <> != ≠");
export const smaller = list("kleiner weniger jünger früher unter niedriger");
export const greater = list("größer mehr älter später über höher");
export const yes = list("ja wahr true");
export const no = list("nein falsch false unwahr");

export const filled = list("befüllt gefüllt ausgefüllt angegeben eingetragen vorhanden belegt");
export const empty = list("leer unbefüllt");
export const entry = list("eintrag eintragung auswahl angabe angaben eingabe eingaben wert");
export const made = list(
  "vorgenommen getroffen gemacht erfolgt eingetragen eingegeben vorhanden enthalten angegeben erfasst",
);
/** "einen Wert enthält" */
export const holds = list("enthält hat besitzt aufweist steht");
/** "eine Angabe zu machen", "einen Wert enthalten": what is done with an entry, at the end of a consequence. */
export const makeEntry = list(`
  machen gemacht treffen getroffen vorzunehmen vornehmen vorgenommen enthalten haben besitzen aufweisen erfolgen stehen tätigen`);
export const indefinite = list("ein eine einen einem einer eines eins");
export const not = list("nicht");
/** "und gleichzeitig" */
export const besides = list("gleichzeitig zugleich zusätzlich außerdem auch ebenfalls");
export const none = list("kein keine keinen keines keiner");
export const auxiliary = list("ist sind sein wird werden wurde wurden worden bleiben bleibt");
/** Begin a condition without "wenn": "Ist F1 = Ja, dann …", "Hat F1 den Wert …, muss …". */
export const inverted = list("lautet ist sind hat haben wird werden wurde wurden");

export const must = list("muss müssen muß");
export const shall = list("soll sollen");
export const may = list("darf dürfen");
export const can = list("kann können");
export const need = list("braucht brauchen");
export const is = list("ist sind wird werden");

export const show = list(`
  zeige zeigen aktiviere aktivieren angezeigt anzuzeigen eingeblendet einzublenden aktiviert aktiv sichtbar
  freigeschaltet freizuschalten anzeigen einblenden freischalten abzufragen abgefragt`);
export const hide = list(`
  deaktiviere deaktivieren verberge verstecke ausgeblendet auszublenden deaktiviert verborgen inaktiv unsichtbar ausblenden verbergen`);
export const fill = list(`
  befüllt gefüllt ausgefüllt angegeben anzugeben auszufüllen befüllen ausfüllen angeben eingetragen einzutragen
  hochgeladen hochzuladen beigefügt beizufügen vorhanden vorzulegen vorgelegt einzureichen eingereicht nachzuweisen
  nachgewiesen anzuhängen angehängt beizubringen erfasst erfassen eingegeben einzugeben beantwortet beantworten`);
export const infinitive = list("anzeigen einblenden freischalten ausblenden verbergen befüllen ausfüllen angeben");
/** "F1 entfällt" is not shown, "F1 erscheint" is. */
export const ceases = list("entfällt entfallen");
export const appears = list("erscheint erscheinen");
/** Imperatives begin a new clause of their own. */
export const imperative = list(
  "zeige zeigen aktiviere aktivieren deaktiviere deaktivieren blende blenden verberge verstecke mache schalte setze",
);
export const obligatory = list(`
  pflichtfeld pflichtfelder pflichtfeldes pflichtfeldern pflichtfeldgruppe pflichtfeldgruppen pflichtangabe pflichtangaben
  pflichteingabe pflichteingaben pflichtgruppe pflichtgruppen mussfeld mussfelder muss-feld pflicht verpflichtend obligatorisch erforderlich`);
/** Say nothing beside a duty: "als Pflichtfeld zu behandeln". */
export const treat = list("setzen gesetzt behandeln behandelt kennzeichnen gekennzeichnet markieren markiert machen");
/** "nur, wenn" */
export const only = list("nur ausschließlich lediglich");
export const voluntary = list(
  "optional optionales optionale optionaler optionalen freiwillig freiwillige freiwilliges freiwilligen",
);
/** Say nothing in a consequence. */
export const filler = list(
  "sowohl als ein eine einen einem einer zu zum zur ebenfalls auch zwingend jeweils immer sein",
);

/** Behind a number they say that it counts: it is no code, and what it counts may not be what the field holds. */
export const unit = list(`
  jahr jahre jahren monat monate monaten woche wochen tag tage tagen stunde stunden minute minuten mal
  euro eur cent prozent meter km kg liter person personen kind kinder kindern`);

/** Words inside names that are not names themselves. */
export const insideNames = list(`
  der die das den dem des ein eine einer eines einem in im an am auf aus bei von vom zu zum zur für mit nach
  über unter durch als gemäß nach und oder ohne bzw`);

/** Words that compare, limit or count: in a name that is not known they must not be swallowed. */
const meaning = list(`
  mindestens höchstens maximal minimal zwischen ab bis außer ausgenommen nur alle alles jede jeder jedes mehrere
  einige mehr genau vor entweder weder noch beide keins niemals nie wobei jedoch aber
  übereinstimmt abweicht enthält enthalten beginnt endet überschreitet unterschreitet beträgt liegt liegen`);

/** Ends a name that stands without quotation marks. */
export function endsName(word: string): boolean {
  const sets = [
    when,
    thereupon,
    otherwise,
    equal,
    unequal,
    smaller,
    greater,
    filled,
    empty,
    not,
    none,
    auxiliary,
    must,
    shall,
    may,
    can,
    need,
  ];
  return [...sets, show, hide, fill, imperative, obligatory, voluntary, meaning].some((set) => set.has(word));
}
