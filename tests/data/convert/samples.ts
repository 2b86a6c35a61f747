/** Small files of each format as their makers write them, with the pairs that are in them. */

import type { ConvertRequest } from "../../../src/data/convert/convert.js";
import type { FormatName } from "../../../src/data/convert/format.js";

export interface Sample {
  readonly what: string;
  readonly format: FormatName;
  readonly files: Readonly<Record<string, string>>;
  readonly request?: ConvertRequest;
  /** As a pair file has them. */
  readonly pairs: readonly string[];
  /** What is left out, and how often. */
  readonly leftOut?: Readonly<Record<string, number>>;
}

const NLU = `version: "3.1"
nlu:
- intent: greet
  examples: |
    - hey
    - hello [Paris](city)!
- intent: faq/ask_name
  examples: |
    - who are you
    - your [name]{"entity": "field", "value": "n"} please
- intent: deny
  examples:
  - text: |
      no
  - text: nope
- synonym: credit
  examples: |
    - credit card account
- regex: zip
  examples: |
    - \\d{5}
`;

const DOMAIN = `version: "3.1"
intents: [greet, faq, deny]
responses:
  utter_hello:
  - text: "Hey! How are you?"
  - text: "Hi"
  utter_faq/ask_name:
  - text: "I am Zed"
`;

const RULES = `rules:
- rule: say hello
  steps:
  - intent: greet
  - action: utter_hello
`;

export const SAMPLES: readonly Sample[] = [
  {
    what: "CSV with a header, quotes, line ends and quotes in cells",
    format: "csv",
    files: {
      "faq.csv":
        'Question,Answer,Notes\r\n"Hello, there",hi,x\r\n"say ""cheese""",CHEESE,\r\n"two\r\nlines",OK,\r\nwhat is a|b,no,\r\n,x,\r\nbye, ,\r\n',
    },
    pairs: ["Hello, there|HI", 'say "cheese"|CHEESE', "two lines|OK", "what is a/b|NO"],
    leftOut: { "no question": 1, "no answer": 1 },
  },
  {
    what: "CSV with semicolons, columns in the other order, a mark at the start",
    format: "csv",
    files: { "faq.csv": "\ufeffanswer;question\nhi;hello\nbye;good bye\n" },
    pairs: ["hello|HI", "good bye|BYE"],
  },
  {
    what: "CSV without header, columns by number",
    format: "csv",
    files: { "log.csv": "1,hello,x,hi\n2,good bye,y,bye\n" },
    request: { question: "2", answer: "4" },
    pairs: ["hello|HI", "good bye|BYE"],
  },
  {
    what: "CSV, columns by name",
    format: "csv",
    files: { "tickets.csv": "id,Subject line,queue\n1,no light,POWER\n2,no page,PAPER\n" },
    request: { question: "subject_line", answer: "Queue" },
    pairs: ["no light|POWER", "no page|PAPER"],
  },
  {
    what: "CSV with the shortest header",
    format: "csv",
    files: { "qa.csv": "Q,A\nhello,hi\na,b\n" },
    pairs: ["hello|HI", "a|B"],
  },
  {
    what: "TSV without header",
    format: "tsv",
    files: {
      "intents.tsv": "book a flight\tbook_flight\ni want to fly\tbook_flight\nstay over\tbook_hotel\n",
    },
    pairs: ["book a flight|BOOK_FLIGHT", "i want to fly|BOOK_FLIGHT", "stay over|BOOK_HOTEL"],
  },
  {
    what: "JSON records",
    format: "json",
    files: {
      "a.json": '[{"prompt":"hello","completion":"hi"},{"prompt":"what","completion":["eh","huh"]},{"x":1}]',
    },
    request: { answers: "all" },
    pairs: ["hello|HI", "what|EH", "what|HUH"],
    leftOut: { "no key that is known for a question": 1 },
  },
  {
    what: "instructions",
    format: "json",
    files: {
      "alpaca.json":
        '[{"instruction":"Say","input":"hello","output":"HELLO"},{"instruction":"Go","input":"","output":"ok"}]',
    },
    pairs: ["Say hello|HELLO", "Go|OK"],
  },
  {
    what: "JSON records under a key, and keys by name",
    format: "json",
    files: {
      "a.json": '{"version":1,"data":[{"title":"lamp","kind":"light"},{"title":"bulb","kind":"light"}]}',
    },
    request: { question: "title", answer: "kind" },
    pairs: ["lamp|LIGHT", "bulb|LIGHT"],
  },
  {
    what: "a map of questions",
    format: "json",
    files: { "map.json": '{"hello":"HI","1 + 1":2}' },
    pairs: ["hello|HI", "1 + 1|2"],
  },
  {
    what: "lists of two",
    format: "json",
    files: { "two.json": '[["hello","hi"],["bye","bye"],["alone"]]' },
    pairs: ["hello|HI", "bye|BYE"],
    leftOut: { "neither a record nor a pair of texts": 1 },
  },
  {
    what: "intents of a tutorial",
    format: "json",
    files: {
      "intents.json":
        '{"intents":[{"tag":"greeting","patterns":["hi","hello"],"responses":["Hey","Yo"]},{"tag":"bye","patterns":["bye"],"responses":[]}]}',
    },
    pairs: ["hi|HEY", "hello|HEY", "bye|BYE"],
    leftOut: { "another answer to a question that has one": 2 },
  },
  {
    what: "CLINC",
    format: "json",
    files: {
      "data_full.json":
        '{"oos_val":[["so so","oos"]],"val":[["bye now","goodbye"]],"train":[["what is up","greeting"],["bye","goodbye"]],"oos_test":[],"test":[["hey","greeting"]],"oos_train":[["foo","oos"]]}',
    },
    pairs: ["what is up|GREETING", "bye|GOODBYE", "foo|OOS"],
    leftOut: {
      'of the part "oos_val", see --parts': 1,
      'of the part "val", see --parts': 1,
      'of the part "test", see --parts': 1,
    },
  },
  {
    what: "CLINC, a part by name",
    format: "json",
    files: { "data_full.json": '{"train":[["what is up","greeting"]],"test":[["hey","greeting"]]}' },
    request: { parts: ["test"] },
    pairs: ["hey|GREETING"],
    leftOut: { 'of the part "train", see --parts': 1 },
  },
  {
    what: "Snips, a file an intent",
    format: "json",
    files: {
      "train.json":
        '{"AddToPlaylist":[{"data":[{"text":"add "},{"text":"this","entity":"song"},{"text":" please"}]},{"data":[]}]}',
    },
    pairs: ["add this please|ADDTOPLAYLIST"],
    leftOut: { "no question": 1 },
  },
  {
    what: "Snips, a data set",
    format: "json",
    files: {
      "dataset.json":
        '{"language":"en","entities":{},"intents":{"turnOn":{"utterances":[{"data":[{"text":"light on"}]}]}}}',
    },
    pairs: ["light on|TURNON"],
  },
  {
    what: "lines of messages",
    format: "jsonl",
    files: {
      "chat.jsonl":
        '{"messages":[{"role":"system","content":"be terse"},{"role":"user","content":"hi"},{"role":"assistant","content":"yo"},{"role":"user","content":[{"type":"text","text":"and you"}]},{"role":"assistant","content":"ok"}]}\n' +
        '{"conversations":[{"from":"human","value":"who"},{"from":"gpt","value":"me"},{"from":"human","value":"left alone"}]}\noops\n',
    },
    pairs: ["hi|YO", "and you|OK", "who|ME"],
    leftOut: { "no answer": 1, "no whole JSON in this line": 1 },
  },
  {
    what: "lines of records",
    format: "jsonl",
    files: { "a.jsonl": '{"text":"hello","label":3}\n\n{"text":"bye","label":4}' },
    pairs: ["hello|3", "bye|4"],
  },
  {
    what: "Rasa, intents as answers",
    format: "rasa",
    files: { "nlu.yml": NLU },
    pairs: [
      "hey|GREET",
      "hello Paris!|GREET",
      "who are you|FAQ/ASK_NAME",
      "your name please|FAQ/ASK_NAME",
      "no|DENY",
      "nope|DENY",
    ],
  },
  {
    what: "Rasa, responses as answers",
    format: "rasa",
    files: { "nlu.yml": NLU, "domain.yml": DOMAIN, "rules.yml": RULES },
    pairs: [
      "hey|HEY! HOW ARE YOU?",
      "hello Paris!|HEY! HOW ARE YOU?",
      "who are you|I AM ZED",
      "your name please|I AM ZED",
    ],
    leftOut: { "no response to the intent": 2, "another answer to a question that has one": 2 },
  },
  {
    what: "ChatterBot",
    format: "chatterbot",
    files: {
      "ai.yml":
        "categories:\n- AI\nconversations:\n- - What is AI?\n  - Artificial, I guess\n- - Hi\n  - yes\n  - no\n- - lonely\n",
    },
    pairs: ["What is AI?|ARTIFICIAL, I GUESS", "Hi|YES", "yes|NO"],
    leftOut: { "no answer": 1 },
  },
  {
    what: "AIML",
    format: "aiml",
    files: {
      "a.aiml": `<?xml version="1.0" encoding="UTF-8"?>
<aiml version="1.0.1">
<category><pattern>HELLO *</pattern><template>Hi   there<br/></template></category>
<category><pattern>HI</pattern><template><think><set name="x">1</set></think><srai>hello *</srai></template></category>
<category><pattern>YO</pattern><template><random><li>What</li><li>Sup <star/></li><li>No &amp; yes</li></random></template></category>
<topic name="X"><category><pattern>WHO</pattern><that>A</that><template>me</template></category></topic>
<category><pattern>*</pattern><template>eh</template></category>
<category><pattern>LOOP</pattern><template><srai>LOOP</srai></template></category>
<category><pattern>NAME</pattern><template>I am <bot name="name"/></template></category>
</aiml>`,
    },
    request: { answers: "all" },
    pairs: ["hello|HI THERE", "hi|HI THERE", "yo|WHAT", "yo|NO & YES"],
    leftOut: {
      "the answer is worked out when it is given": 2,
      "depends on what was said before (that)": 1,
      "a pattern of wildcards alone": 1,
    },
  },
  {
    what: "a pair file with several answers",
    format: "pairs",
    files: {
      "pairs.txt":
        "question|answer\nhello|HI\nhello|HEY\nhello|HEY\noops\n#family: x\nbye|BYE\n#from: bye\nbyee|BYE\n",
    },
    request: { answers: "most" },
    pairs: ["hello|HEY", "bye|BYE", "byee|BYE"],
    leftOut: {
      'no "|" in this line': 1,
      "another answer to a question that has one": 1,
      "the same pair again": 1,
    },
  },
];
