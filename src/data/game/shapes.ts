/**
 * The grammar of the players' questions: for each kind of knowledge, the shapes that ask for it.
 *
 * Each template is a family of phrasings, so that a test can hold out whole shapes. The first of a list is the plain
 * question, which is always asked. The model doesn't see word order, so two shapes that ask for different things must
 * differ in more: "is it bigger than a car" is here, "is a car bigger" is not.
 */

/** Words that players add without changing the question. */
const TAIL =
  "[or something|or so|in general|by any chance|anyway|do you think|would you say|for sure|maybe|mostly|as well|please tell me|then]";

export const IS_SHAPES = [
  "[||||so |ok |hmm |well |and ]is it {x}[||?|??]",
  "[is this|is that|is the thing|is your thing|is the secret|is this thing|is what you have] {x}[|?]",
  "[is it|iz it|isit|is it like] [really|very|quite|pretty|kind of|kinda|actually|rather|at all] {x}[|?]",
  "[it is|its|it's] {x}[| right| right?|, right?| yes?| correct?| huh|, isnt it?]",
  "{x}[?||??| right?]",
  "would you [say it is|call it|describe it as|say its|say it's] {x}[|?]",
  "[are you|r u|are u|you are|ur] {x}[|?]",
  "[do people|would people|would most people] [say it is|call it|think it is|think of it as|consider it] {x}[|?]",
  "could you [describe it as|call it|say it is] {x}[|?]",
  "[i think|i guess|i bet|im guessing|i believe|so] [it is|its|it's] {x}[|?]",
  "[is it|its|] something {x}[|?]",
  "[is it|it is|] {ax} [thing|one][|?]",
  "is it [generally|usually|normally|typically|considered|known to be] {x}[|?]",
  "[yes or no:|question:|quick question:|next:|tell me:] is it {x}[|?]",
  "[are they|are these|are those|are these things] {x}[|?]",
  `[is it|is this|is the thing] {x} ${TAIL}[|?]`,
];

export const KIND_SHAPES = [
  "[||||so |ok |hmm |well |and ]is it {x}[||?]",
  "is [it|this] [a kind of|some kind of|a type of|a sort of|some sort of|a form of] {bare}[|?]",
  "[is this|is that|is the thing|is your thing|is the secret|is the answer] {x}[|?]",
  "{bare}[?||??]",
  "{x}?",
  "[does it count as|is it considered|is it classified as|do people call it] {x}[|?]",
  "[it is|its|it's] {x}[| right| right?| yes?|, isnt it?]",
  "[are you|r u|are u|you are] {x}[|?]",
  "[i think|i guess|i bet|im guessing] [it is|its|it's] {x}[|?]",
  "would you call it {x}[|?]",
  "is it [really|actually|like|perhaps] {x}[|?]",
  "are we talking about {x}[|?]",
  "[does it belong to|is it in] the {bare} [category|group|class][|?]",
  "[is it|izit|iz it] {bare}[|?]",
  "[yes or no:|question:|next:] is it {x}[|?]",
  `[is it|is this|is the thing] {x} ${TAIL}[|?]`,
];

export const HAS_SHAPES = [
  "[||||so |ok |hmm |well ]does it have {x}[||?]",
  "[has it got|has this got|has it|got it] {x}[|?]",
  "[do you have|have you got|do u have|you have|you got] {x}[|?]",
  "[it has|it's got|its got|it got] {x}[| right| right?| yes?|, doesnt it?]",
  "does [this|that|the thing|your thing|the secret|one|this thing] have [{x}|{bare}][|?]",
  "[with|has|got|any|have] {bare}?",
  "[i think|i guess|i bet] it has {x}[|?]",
  "is it [something|a thing|one] with {x}[|?]",
  "does it [really|actually|usually|normally|also] have {x}[|?]",
  "[does it come with|does it got|dose it have|duz it have|doesit have|is it with] {x}[|?]",
  "[do they|do these] have {x}[|?]",
  "[is there|are there|can you see|would i see] {x} on it[|?]",
  "would it have {x}[|?]",
  "[yes or no:|question:|next:] does it have {x}[|?]",
  `[does it have|has it got|does this have] {x} ${TAIL}[|?]`,
];

export const CAN_SHAPES = [
  "[||||so |ok |hmm |well ]can it {x}[||?]",
  "[is it|is this] able to {x}[|?]",
  "does [it|this|that|the thing|your thing] {x}[|?]",
  "[can you|are you able to|can u] {x}[|?]",
  "[do you|do u|will you] {x}[|?]",
  "[it can|it is able to|it does] {x}[| right| right?| yes?]",
  "{x}[?||??]",
  "[could it|would it be able to|might it] {x}[|?]",
  "does it know how to {x}[|?]",
  "[i think|i guess|i bet] it can {x}[|?]",
  "can [this|that|the thing|your thing|one] [really|actually|] {x}[|?]",
  "[can they|do they|are they able to] {x}[|?]",
  "[yes or no:|question:|next:] can it {x}[|?]",
  "is it [something|a thing] that can {x}[|?]",
  `[can it|could it|is it able to] {x} ${TAIL}[|?]`,
];

export const DOES_SHAPES = [
  "[||||so |ok |hmm |well ]does it {x}[||?]",
  "does [this|that|the thing|your thing|one|this thing] {x}[|?]",
  "[do you|do u|are you known to] {x}[|?]",
  "[do they|do these] {x}[|?]",
  "does it [really|actually|usually|normally|also] {x}[|?]",
  "[will it|would it] {x}[|?]",
  "is it known to {x}[|?]",
  "[dose it|duz it|doesit] {x}[|?]",
  "[i think|i guess|i bet] it does {x}[|?]",
  "[is it|] something that does {x}[|?]",
  "{x}?",
  "[yes or no:|question:|next:] does it {x}[|?]",
  `[does it|do they|would it] {x} ${TAIL}[|?]`,
];

export const PEOPLE_SHAPES = [
  "[||||so |ok |hmm |well ]can you {x}[||?]",
  "[can i|could i|am i able to|may i] {x}[|?]",
  "[can people|can a person|can one|can humans|can we|can anyone] {x}[|?]",
  "[could you|can u|could a person] {x}[|?]",
  "is it possible to {x}[|?]",
  "[i think|i guess] i can {x}[|?]",
  "would [i|a person] be able to {x}[|?]",
  "[you can|people can|one can] {x}[| right| right?| yes?]",
  "[yes or no:|question:|next:] can i {x}[|?]",
  `[can i|can you|could i|can people] {x} ${TAIL}[|?]`,
];

export const PLACE_SHAPES = [
  "[||||so |ok |hmm |well ]would you find it {x}[||?]",
  "is it [found|seen|usually found|] {x}[|?]",
  "[can you|can i|could i|will i|would i|might i] [find|see|meet] [it|one|them] {x}[|?]",
  "{x}?",
  "[do you|do people|do we] [find|see] [it|one|them] {x}[|?]",
  "[are they|are these] [found|seen|] {x}[|?]",
  "[is the thing|is this|is that] {x}[|?]",
  "[its|it's|it is] [found|] {x}[| right| right?]",
  "[is there one|are there any|are there some] {x}[|?]",
  "[i think|i guess|i bet] it is {x}[|?]",
  "would it be {x}[|?]",
  `[is it found|would you find it|do you see it|can i find one] {x} ${TAIL}[|?]`,
];

export const LIVES_SHAPES = [
  "[||so |ok ]does it live {x}[||?]",
  "[do you|do they|does this|does one] live {x}[|?]",
  "is its [home|habitat] {x}[|?]",
  "[lives|living] {x}[|?]",
];

export const EATS_SHAPES = [
  "[||||so |ok |hmm |well ]does it eat {x}[||?]",
  "[do you|do they|does this|does that|does the thing] eat {x}[|?]",
  "[would it|will it|can it|could it] eat {x}[|?]",
  "does it [feed on|munch on|live on|like to eat|love eating|usually eat] {x}[|?]",
  "{x} eater[|?]",
  "is {x} [its food|part of its diet|on its menu|its dinner][|?]",
  "[eats|eating|eat] {x}[|?]",
  "is it [something|a thing] that eats {x}[|?]",
  "[i think|i guess|i bet] it eats {x}[|?]",
  "[dose it|duz it|doesit] eat {x}[|?]",
  `[does it eat|would it eat|do they eat] {x} ${TAIL}[|?]`,
];

export const MATERIAL_SHAPES = [
  "[||||so |ok |hmm |well ]is it made of {x}[||?]",
  "is it made [out of|from|with] {x}[|?]",
  "[is this|is that|is the thing|are they|are you] made of {x}[|?]",
  "made [of|from|out of] {x}[|?]",
  "[does it|does this] contain {x}[|?]",
  "is there [|any |some ]{x} in it[|?]",
  "is it built [of|from|out of] {x}[|?]",
  "[its|it's|it is] made of {x}[| right| right?]",
  "is it [mostly|partly|usually] made of {x}[|?]",
  `is it made of {x} ${TAIL}[|?]`,
];

export const USE_SHAPES = [
  "[||||so |ok |hmm |well ]is it used {x}[||?]",
  "[do people|do you|do we|would you|can you|could i|can i] use it {x}[|?]",
  "is it [something|a thing] [you|people] use {x}[|?]",
  "[used|useful|good] {x}[|?]",
  "[is this|is that|is the thing|are they] used {x}[|?]",
  "is it [a tool|useful|handy|good|a thing|meant] {x}[|?]",
  "[its|it's|it is] used {x}[| right| right?]",
  `is it used {x} ${TAIL}[|?]`,
];

/** Guesses: the same shapes for the secret thing and for others, so that only the name decides. */
export const GUESS_SHAPES = [
  "[||||so |ok |hmm |well |then |ooh ]is it {x}[||?|??]",
  "{bare}[|?|!|??|...]",
  "{x}[|?|!]",
  "[it is|its|it's] {x}[|!|.|?| right| right?|, isnt it]",
  "[is this|is that|is the thing|is the secret|is your secret|is the secret thing] {x}[|?]",
  "is the answer {x}[|?]",
  "[i think|i guess|i bet|im sure|i say|i reckon|im guessing|i believe] [it is|its|it's] {x}[|!]",
  "[i guess|i say|my guess:|my guess is|guess:|final answer:|the answer is|answer:] {x}[|!|.]",
  "[are you|r u|are u|you are|ur|you're|youre] {x}[|?|!]",
  "[could it be|might it be|can it be|may it be|would it be] {x}[|?]",
  "[it must be|it has to be|it's got to be|gotta be|it could be|must be|maybe its] {x}[|!]",
  "[is it|isit|iz it] {bare}[|?]",
  "[are you thinking of|are you thinking about|do you mean|you mean|thinking of] {x}[|?]",
  "is it [maybe|perhaps|possibly|by any chance|really|actually|just] {x}[|?]",
  "[aha|oh|wait|yes|i know|i got it|ok|ah], {x}[|!|?]",
  "[are they|are these|is it one of those|] {plural}[|?]",
  "[obviously|clearly|surely|definitely|probably] {x}[|!]",
  `[is it|could it be|i think its] {x} ${TAIL}[|?]`,
];

/** Guesses with an adjective before the name. */
export const DESCRIBED_SHAPES = ["is it {described}[|?]", "[its|it's|it is|i think its] {described}[|!|?]"];

/** Guesses with a place after the name. */
export const PLACED_SHAPES = ["[is it|could it be|i think its|are you] {x} {somewhere}[|?]"];
