/**
 * Texts that no yes or no answers: open questions, small talk, other subjects, noise. The answer is IDK.
 *
 * Half of them use the topic's own words ("why is it big"), so that the model doesn't take every text with such a
 * word for a question of the game.
 */

import type { Random } from "../../base/random.js";
import { type Fact, fact } from "./fact.js";
import { nounSlots } from "./nouns.js";
import { IDK } from "./replies.js";
import type { Topic } from "./topic.js";

const split = (list: string) => list.split(",");
const alternatives = (list: string) => `[${list.replaceAll(",", "|")}]`;

const OPEN_IS = [
  "why is it {x}[|?]",
  "[how|just how] {x} is it[|?]",
  "[how come|why] [is it|its|it is] [so |]{x}[|?]",
  "[who says|who said|who told you|who thinks] it is {x}[|?]",
  "[since when|when|where] is it {x}[|?]",
  "what is {x}[|?]",
  "[what makes it|what does it mean to be] {x}[|?]",
  "[i am|im|i was|my house is|my brother is|the weather is|she is|he was|we are] {x}[| today]",
];
const OPEN_DOES = [
  "[why|how|when|where] does it {x}[|?]",
  "[why|how|when|where] [do you|would it|do they] {x}[|?]",
  "[who|what] does {x}[|?]",
  "[how often|how fast|how long|how much] does it {x}[|?]",
  "[i can|i want to|we|my sister can|i always|i never] {x}",
];
const OPEN_HAS = [
  "[why|how|where|since when] does it have {x}[|?]",
  "[what color is|what colour is|where is|how big is|what is] [the|its] {bare}[|?]",
  "[what kind of|which|what] {bare} does it have[|?]",
  "[how many|how much|how long are the] {bare}[|?| does it have]",
  "[i have|i want|i lost|i need|my sister has|he has|we have|give me|i bought] {x}",
];
const OPEN_PLACE = [
  "[why|when|how] is it {x}[|?]",
  "[who|what] [lives|else lives|is|is found] {x}[|?]",
  "[i live|i was|we are|i went shopping|my mother is|lets meet|i grew up] {x}",
];
const OPEN_EATS = [
  "[why|when|where|how] does it eat {x}[|?]",
  "how much {x} does it eat[|?]",
  "[i like|i eat|i hate|i had|we need|give me|i want] {x}[| for lunch]",
];
const OPEN_THING = [
  "[what is|what's|where is|tell me about|what about|who has] {x}[|?]",
  "[i have|i saw|i like|i want|my uncle has|we bought|she loves|draw|give me] {x}",
  "[i like|i love|i hate|i am afraid of|tell me about|how many|where are the] {plural}",
];

const THINGS =
  "pizza,music,football,coffee,money,the news,my homework,politics,movies,the weather,breakfast,beer,mathematics,my job,the internet,history,poetry,chess,my phone,jazz,love,taxes,the stock market,the radio,cooking,summer,winter,the weekend,school,traffic,my boss,video games,a holiday,dinner,tea,the president,shopping,physics,the bus stop,my password";
const PERSONS =
  "i,we,my mom,my brother,she,he,my boss,my friend,they all,the teacher,everybody,nobody,my neighbour,peter,anna";
const QUESTION_WORDS = "who,what,where,when,why,how,which";

/** Shapes and the words that fill them; the words are drawn as evenly as a topic's facts. */
const SMALL_TALK: readonly (readonly [shapes: readonly string[], fillings: string])[] = [
  [
    [
      `${alternatives(PERSONS)} [like|likes|love|loves|hate|hates|want|wants|need|needs] {x}`,
      `${alternatives(PERSONS)} [forgot|lost|talked about|paid for|missed|enjoyed] {x}[| today| yesterday| again]`,
      "[what do you think of|what do you know about|tell me about|lets talk about|have you heard of|who invented|who likes] {x}[|?]",
      "[what about|how about|how is|how was|where is|when is|why] {x}[|?]",
      "[stop|start|open|close|buy|sell|find|fix|forget|show me|give me|bring me] {x}[|!| please| now]",
      "{x} [is great|is boring|was fun|is terrible|rocks|sucks|is the best|makes me happy|is expensive]",
    ],
    THINGS,
  ],
  [
    [
      "{x}[|?]",
      "{x} [it|this|that|you|they][|?]",
      "{x} [is it|is that|are you|are they|was that|is this][|?]",
      "{x} [did|does|do|will|can|should|would] [it|you|i|we|they] [do|go|say|mean|come|know|start|look like|feel|sound|cost][|?]",
      "{x} [not|exactly|now|else|then|on earth][|?]",
    ],
    QUESTION_WORDS,
  ],
  [
    [
      "what [is|are|is its|is the] {x}[|?]",
      "[which|what] {x} [is it|is this|does it have|do you mean|is that][|?]",
      "[tell me|give me|say|describe|name|show me] [the|its|your] {x}[|!| please]",
      "[whats|what's|what is] [your|my|his|her] {x}[|?]",
    ],
    "color,colour,size,name,age,weight,height,shape,price,material,species,purpose,country,favorite food,address,answer,secret,first letter,last letter,habitat,sound,time,date,problem,plan,score,number,gender,origin",
  ],
  [
    [
      "{x}[|!|.|?|...]",
      "[oh |well |ok |hmm |lol |um ]{x}[|!|.]",
      "{x} [friend|please|man|now|buddy|dude|mate]",
    ],
    "hello,hi there,hey,good morning,good night,bye,goodbye,see you,thanks,thank you,sorry,how are you,nice to meet you,what time is it,i am bored,i am tired,i am hungry,i give up,i dont know,no idea,tell me,tell me a joke,give me a hint,another hint,a clue,help,help me,next question,start over,new game,play again,how many questions left,i dont get it,how does one play,give me a clue,lets do another one,i need help,can you repeat,can you help me,what are the rules,you win,you lose,i won,i lost,that was fun,this is hard,this is too easy,lets play,stop,quit,wait,never mind,whatever,really,are you sure,come on,wow,cool,nice,great,awesome,lol,haha,hmm,yes,no,maybe,ok,okay,sure,of course,why not,blah blah,what,huh,idk,oops,ouch,shut up,go away,i love you,i hate you,do you love me,are you listening,are you there,you are cheating,you are wrong,you are lying,that is wrong,that is not true,i dont believe you,repeat that,say it again,one more,my turn,your turn",
  ],
  [
    ["{x}[|?|.|!]", "[do you know |did you know |who knows |remember |i read that |they say |]{x}[|?]"],
    "two plus two is four,what is 2 + 2,the capital of france,paris is in france,the sky was blue yesterday,water boils at 100 degrees,the sun rises in the east,how to bake bread,how to tie a tie,the meaning of life,who wrote hamlet,who won the world cup,who was the first president,the square root of nine,seven times eight,how far to london,when did the war end,it rained all night,the train was late,my shoes are wet,dinner is ready,the door was open,someone called yesterday,the movie was bad,the battery died,my code has a bug,the printer jammed,the game ended one nil,we moved last year,the meeting starts at nine,she sings in a choir,he forgot my birthday,i need new glasses,the shop closed early,turn left at the corner,read the manual,press any key,insert disk two,load the program,format the disk,reboot the computer,delete all files,print hello world,goto 10,run stop restore,syntax error,out of memory,file not found,bdos err on b,pip a: to b:,dir,type readme,one two three,abc,a b c d,once upon a time,to be or not to be,happy birthday to you,merry christmas,knock knock,roses are red,long live the king,the quick brown fox,lorem ipsum,hasta la vista",
  ],
];

/** All facts with the answer IDK: from the topic's words, from small talk, and random keys. */
export function offTopic(topic: Topic, random: Random): Fact[] {
  const all = (truths: Topic["is"]) =>
    truths === undefined ? [] : [...truths.YES, ...truths.NO, ...truths.MAYBE];
  const open = (shapes: readonly string[], words: readonly string[]) =>
    words.map((x) => off("open", shapes, x, 1));
  return [
    ...open(OPEN_IS, all(topic.is)),
    ...open(OPEN_DOES, [...all(topic.can), ...all(topic.does)]),
    ...open(OPEN_HAS, all(topic.has)),
    ...open(OPEN_PLACE, all(topic.place)),
    ...open(OPEN_EATS, all(topic.eats)),
    ...topic.others.map((x) => off("open guess", OPEN_THING, x, 1)),
    off("open guess", OPEN_THING, topic.names[0], SECRET),
    ...SMALL_TALK.flatMap(([shapes, fillings]) => split(fillings).map((x) => off("talk", shapes, x, 5))),
    ...Array.from({ length: NOISE }, () => off("noise", ["{x}", "{x}[?|!]"], randomKeys(random), 1)),
  ];
}

/** Phrasings of talk about the secret thing for each one about another thing, so that its name alone makes no guess. */
const SECRET = 20;
/** Lines of random keys. */
const NOISE = 200;

function off(kind: string, shapes: readonly string[], x: string, weight: number): Fact {
  return fact(kind, shapes, nounSlots(x), IDK, weight);
}

/** Random keys: one to three words of neighbouring keys. */
function randomKeys(random: Random): string {
  const word = () => {
    const row = random.pick(["qwertyuiop", "asdfghjkl", "asdfghjkl", "zxcvbnm", "1234567890"]);
    return Array.from({ length: random.int(3, 8) }, () => random.pick(row)).join("");
  };
  return Array.from({ length: random.int(1, 3) }, word).join(" ");
}
