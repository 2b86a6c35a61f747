/** Well-known things with which players compare, and their measures, rounded to what people think. */

export interface Reference {
  readonly name: string;
  /** Length, width and height of its box in metres. */
  readonly box: readonly [number, number, number];
  /** Kilograms. */
  readonly weight: number;
  /** Top speed in km/h, if people have an idea of it. */
  readonly speed?: number;
}

function reference(
  name: string,
  length: number,
  width: number,
  height: number,
  weight: number,
  speed?: number,
): Reference {
  return { name, box: [length, width, height], weight, ...(speed === undefined ? {} : { speed }) };
}

export const REFERENCES: readonly Reference[] = [
  reference("an ant", 0.01, 0.003, 0.003, 0.000005, 0.3),
  reference("a bee", 0.015, 0.01, 0.01, 0.0001, 25),
  reference("a mouse", 0.09, 0.03, 0.03, 0.02, 12),
  reference("an egg", 0.06, 0.045, 0.045, 0.06),
  reference("an apple", 0.08, 0.08, 0.08, 0.18),
  reference("my hand", 0.19, 0.09, 0.03, 0.4),
  reference("a phone", 0.15, 0.07, 0.01, 0.18),
  reference("a book", 0.24, 0.16, 0.03, 0.6),
  reference("a football", 0.22, 0.22, 0.22, 0.43),
  reference("a breadbox", 0.42, 0.28, 0.2, 2),
  reference("a rabbit", 0.4, 0.15, 0.2, 2, 45),
  reference("a cat", 0.46, 0.15, 0.25, 4.5, 48),
  reference("a chicken", 0.4, 0.2, 0.4, 3, 14),
  reference("a dog", 0.9, 0.25, 0.6, 30, 45),
  reference("a chair", 0.5, 0.5, 0.9, 6),
  reference("a fridge", 0.7, 0.65, 1.75, 80),
  reference("a bicycle", 1.75, 0.6, 1.05, 14, 40),
  reference("a child", 0.3, 0.3, 1.2, 25, 15),
  reference("a person", 0.4, 0.5, 1.7, 75, 30),
  reference("me", 0.4, 0.5, 1.7, 75, 30),
  reference("a human", 0.4, 0.5, 1.7, 75, 30),
  reference("a table", 1.6, 0.9, 0.75, 30),
  reference("a bed", 2, 1.6, 0.5, 70),
  reference("a sheep", 1.3, 0.4, 0.9, 80, 40),
  reference("a pig", 1.5, 0.5, 0.8, 200, 18),
  reference("a lion", 2, 0.5, 1.1, 190, 80),
  reference("a bear", 2, 0.8, 1.2, 300, 55),
  reference("a cow", 2.4, 0.75, 1.45, 650, 35),
  reference("a horse", 2.4, 0.6, 1.6, 500, 70),
  reference("a camel", 3, 0.8, 2.1, 500, 65),
  reference("a car", 4.4, 1.8, 1.5, 1400, 200),
  reference("a rhino", 3.7, 1.3, 1.7, 2200, 50),
  reference("a hippo", 3.8, 1.5, 1.5, 1800, 30),
  reference("a crocodile", 4.5, 0.9, 0.6, 450, 25),
  reference("a giraffe", 4, 1.1, 5.2, 1000, 60),
  reference("a bus", 12, 2.55, 3.3, 12000, 100),
  reference("a truck", 15, 2.55, 4, 25000, 110),
  reference("a tree", 8, 8, 15, 5000),
  reference("a house", 12, 10, 8, 150000),
  reference("a whale", 24, 4, 4, 100000, 35),
  reference("a ship", 200, 30, 45, 50000000, 45),
  reference("a plane", 38, 35, 12, 60000, 900),
  reference("a train", 200, 3, 4, 400000, 200),
  reference("a skyscraper", 60, 60, 250, 300000000),
  reference("a mountain", 10000, 10000, 3000, 1e14),
  reference("the moon", 3474000, 3474000, 3474000, 7.3e22, 3680),
  reference("the earth", 12742000, 12742000, 12742000, 6e24, 107000),
];

/** Weights as players say them, in kilograms. */
export const WEIGHTS: readonly (readonly [string, number])[] = [
  ["[a gram|one gram|1 gram]", 0.001],
  ["[a pound|one pound|1 pound]", 0.45],
  ["[a kilo|one kilo|1 kg|a kilogram]", 1],
  ["[10 pounds|ten pounds]", 4.5],
  ["[10 kg|ten kilos|10 kilos]", 10],
  ["[50 kg|50 kilos|fifty kilos]", 50],
  ["[100 pounds|a hundred pounds]", 45],
  ["[100 kg|100 kilos|a hundred kilos]", 100],
  ["[500 kg|500 kilos]", 500],
  ["[1000 kg|a ton|one ton|1 ton|a tonne]", 1000],
  ["[1000 pounds|a thousand pounds]", 450],
  ["[10 tons|ten tons]", 10000],
  ["[100 tons|a hundred tons]", 100000],
  ["[1000 tons|a thousand tons]", 1000000],
];

/** Lengths as players say them, in metres. */
export const LENGTHS: readonly (readonly [string, number])[] = [
  ["[an inch|one inch|1 inch]", 0.025],
  ["[10 cm|ten cm|10 centimeters]", 0.1],
  ["[a foot|one foot|1 foot]", 0.3],
  ["[a meter|one meter|1 meter|a metre]", 1],
  ["[3 feet|three feet]", 0.9],
  ["[2 meters|two meters|2 metres]", 2],
  ["[6 feet|six feet|6 ft]", 1.8],
  ["[10 meters|ten meters|10 metres]", 10],
  ["[30 feet|thirty feet]", 9],
  ["[100 meters|a hundred meters]", 100],
  ["[a kilometer|a mile]", 1300],
];

/** Things into which it may fit: length, width and height of the room inside, in metres. */
export const CONTAINERS: readonly (readonly [string, number, number, number])[] = [
  ["[my|a|your] pocket", 0.15, 0.12, 0.03],
  ["[my|a|your] hand", 0.12, 0.1, 0.1],
  ["[a|my] wallet", 0.1, 0.09, 0.005],
  ["[a|my] purse", 0.25, 0.15, 0.1],
  ["a matchbox", 0.05, 0.035, 0.015],
  ["a cup", 0.09, 0.08, 0.08],
  ["a drawer", 0.5, 0.4, 0.12],
  ["a shoebox", 0.33, 0.2, 0.13],
  ["a breadbox", 0.42, 0.28, 0.2],
  ["[a|my] backpack", 0.5, 0.3, 0.2],
  ["a suitcase", 0.7, 0.45, 0.28],
  ["a box", 0.6, 0.4, 0.4],
  ["a fridge", 1.4, 0.55, 0.5],
  ["a bathtub", 1.6, 0.65, 0.45],
  ["an elevator", 2.2, 1.5, 1.4],
  ["[a|my] car", 1.8, 1.2, 0.9],
  ["a bedroom", 4, 3.5, 2.4],
  ["a garage", 6, 4, 2.6],
  ["a barn", 25, 12, 7],
  ["a church", 40, 18, 15],
  ["a stadium", 150, 100, 40],
];
