/**
 * A Z80 to hold the emulator's against: slow, plain, and written for that alone, from the Zilog manual and from
 * Sean Young's document. Decodes by the fields of an opcode (bits 6-7, 3-5, 0-2), which names every instruction
 * once. Counts no T-states. After an interrupted round of a block instruction the flags are the single form's;
 * SCF and CCF take bits 3 and 5 from A.
 */

import { extended } from "./extended.js";
import * as flags from "./flags.js";
import { type Bus, type ByteName, type Core, getPair, type PairName, type State, setPair } from "./state.js";

const PREFIX_CB = 0xcb;
const PREFIX_DD = 0xdd;
const PREFIX_ED = 0xed;
const PREFIX_FD = 0xfd;
const HALT = 0x76;
/** Field of an operand that lies in memory. */
const MEMORY = 6;

type Index = "hl" | "ix" | "iy";

export class Processor implements Core {
  state: State;
  readonly bus: Bus;
  #index: Index = "hl";

  constructor(state: State, bus: Bus) {
    this.state = state;
    this.bus = bus;
  }

  /** Runs one instruction with all its prefixes. */
  step(): void {
    this.#index = "hl";
    let opcode = this.#fetchOpcode();
    for (; opcode === PREFIX_DD || opcode === PREFIX_FD; opcode = this.#fetchOpcode())
      this.#index = opcode === PREFIX_DD ? "ix" : "iy";
    if (opcode === PREFIX_ED) extended(this, this.#fetchOpcode());
    else if (opcode === PREFIX_CB) this.#bits();
    else this.#main(opcode);
  }

  #fetchOpcode(): number {
    const { state } = this;
    state.r = (state.r & 0x80) | ((state.r + 1) & 0x7f);
    return this.fetch();
  }

  fetch(): number {
    const byte = this.bus.read(this.state.pc);
    this.state.pc = (this.state.pc + 1) & 0xffff;
    return byte;
  }

  fetchWord(): number {
    const low = this.fetch();
    return low + 256 * this.fetch();
  }

  readWord(address: number): number {
    return this.bus.read(address) + 256 * this.bus.read((address + 1) & 0xffff);
  }

  writeWord(address: number, word: number): void {
    this.bus.write(address, word & 0xff);
    this.bus.write((address + 1) & 0xffff, word >> 8);
  }

  push(word: number): void {
    const { state } = this;
    state.sp = (state.sp - 1) & 0xffff;
    this.bus.write(state.sp, word >> 8);
    state.sp = (state.sp - 1) & 0xffff;
    this.bus.write(state.sp, word & 0xff);
  }

  pop(): number {
    const word = this.readWord(this.state.sp);
    this.state.sp = (this.state.sp + 2) & 0xffff;
    return word;
  }

  /** HL, IX or IY as the prefix says; a displacement follows for the latter two. */
  #address(): number {
    if (this.#index === "hl") return getPair(this.state, "hl");
    const address = this.#displaced(this.fetch());
    this.state.memptr = address;
    return address;
  }

  #displaced(displacement: number): number {
    const offset = displacement > 127 ? displacement - 256 : displacement;
    return (getPair(this.state, this.#index) + offset) & 0xffff;
  }

  /** Register of a field. @param plain H and L stay H and L behind DD and FD, as beside (IX+d) */
  #byteName(field: number, plain = false): ByteName {
    const name = (["b", "c", "d", "e", "h", "l", "h", "a"] as const)[field];
    if (plain || this.#index === "hl" || (name !== "h" && name !== "l")) return name;
    return `${this.#index}${name}`;
  }

  #pair(field: number, last: "sp" | "af"): PairName {
    return (["bc", "de", this.#index, last] as const)[field];
  }

  #isTrue(condition: number): boolean {
    const flag = [flags.ZERO, flags.CARRY, flags.PARITY, flags.SIGN][condition >> 1];
    return ((this.state.f & flag) !== 0) === (condition % 2 === 1);
  }

  #apply({ value, flags: made }: flags.Result): void {
    this.state.a = value;
    this.state.f = made;
  }

  #main(opcode: number): void {
    const { state, bus } = this;
    const [group, field, low] = [opcode >> 6, (opcode >> 3) & 7, opcode & 7];
    if (group === 0) this.#first(field, low);
    else if (group === 3) this.#last(field, low);
    else if (opcode === HALT) {
      state.halted = 1;
      // stays on the instruction until an interrupt
      state.pc = (state.pc - 1) & 0xffff;
    } else if (group === 2) {
      const operand = low === MEMORY ? bus.read(this.#address()) : state[this.#byteName(low)];
      this.#apply(flags.arithmetic(field, state.a, operand, state.f));
    } else if (low === MEMORY) {
      const address = this.#address();
      state[this.#byteName(field, true)] = bus.read(address);
    } else if (field === MEMORY) {
      const address = this.#address();
      bus.write(address, state[this.#byteName(low, true)]);
    } else state[this.#byteName(field)] = state[this.#byteName(low)];
  }

  /** Opcodes 00h to 3Fh. */
  #first(field: number, low: number): void {
    const { state, bus } = this;
    const pair = this.#pair(field >> 1, "sp");
    const isOdd = field % 2 === 1;
    switch (low) {
      case 0:
        this.#relative(field);
        return;
      case 1:
        if (isOdd) this.#addToIndex(getPair(state, pair));
        else setPair(state, pair, this.fetchWord());
        return;
      case 2:
        this.#loadIndirect(field);
        return;
      case 3:
        setPair(state, pair, getPair(state, pair) + (isOdd ? -1 : 1));
        return;
      case 4:
      case 5: {
        const operation = low === 4 ? flags.increment : flags.decrement;
        if (field === MEMORY) {
          const address = this.#address();
          const { value, flags: made } = operation(bus.read(address), state.f);
          bus.write(address, value);
          state.f = made;
        } else {
          const { value, flags: made } = operation(state[this.#byteName(field)], state.f);
          state[this.#byteName(field)] = value;
          state.f = made;
        }
        return;
      }
      case 6:
        if (field !== MEMORY) state[this.#byteName(field)] = this.fetch();
        else {
          const address = this.#address();
          bus.write(address, this.fetch());
        }
        return;
      default:
        this.#accumulator(field);
    }
  }

  /** NOP, EX AF,AF', DJNZ, JR, JR cc. */
  #relative(field: number): void {
    const { state } = this;
    if (field === 0) return;
    if (field === 1) {
      const af = getPair(state, "af");
      setPair(state, "af", state.afPrime);
      state.afPrime = af;
      return;
    }
    const byte = this.fetch();
    if (field === 2) state.b = (state.b - 1) & 0xff;
    const jumps = field === 2 ? state.b !== 0 : field === 3 || this.#isTrue(field - 4);
    if (!jumps) return;
    state.pc = (state.pc + (byte > 127 ? byte - 256 : byte)) & 0xffff;
    state.memptr = state.pc;
  }

  #addToIndex(operand: number): void {
    const { state } = this;
    const before = getPair(state, this.#index);
    const { value, flags: made } = flags.add16(before, operand, state.f);
    state.memptr = (before + 1) & 0xffff;
    setPair(state, this.#index, value);
    state.f = made;
  }

  /** LD (BC),A and its kind, LD (nn),HL, LD (nn),A, and the ways back. */
  #loadIndirect(field: number): void {
    const { state, bus } = this;
    const isLoad = field % 2 === 1;
    const address = field < 4 ? getPair(state, field < 2 ? "bc" : "de") : this.fetchWord();
    state.memptr = (address + 1) & 0xffff;
    if (field === 4) this.writeWord(address, getPair(state, this.#index));
    else if (field === 5) setPair(state, this.#index, this.readWord(address));
    else if (isLoad) state.a = bus.read(address);
    else {
      bus.write(address, state.a);
      state.memptr = state.a * 256 + ((address + 1) & 0xff);
    }
  }

  /** RLCA, RRCA, RLA, RRA, DAA, CPL, SCF, CCF. */
  #accumulator(field: number): void {
    const { state } = this;
    const kept = state.f & (flags.SIGN | flags.ZERO | flags.PARITY);
    if (field < 5) {
      this.#apply(field < 4 ? flags.rotateA(field, state.a, state.f) : flags.decimalAdjust(state.a, state.f));
      return;
    }
    const carry = state.f & flags.CARRY;
    if (field === 5) state.a = 255 - state.a;
    const shown = state.a & (flags.BIT3 | flags.BIT5);
    if (field === 5) state.f = kept | carry | shown | flags.HALF | flags.SUBTRACT;
    if (field === 6) state.f = kept | shown | flags.CARRY;
    if (field === 7) state.f = kept | shown | (carry === 1 ? flags.HALF : flags.CARRY);
  }

  /** Opcodes C0h to FFh. */
  #last(field: number, low: number): void {
    const { state } = this;
    const isOdd = field % 2 === 1;
    switch (low) {
      case 0:
        if (this.#isTrue(field)) this.#jump(this.pop());
        return;
      case 1:
        if (!isOdd) setPair(state, this.#pair(field >> 1, "af"), this.pop());
        else if (field === 1) this.#jump(this.pop());
        else if (field === 3) this.#exchangeAll();
        else if (field === 5) state.pc = getPair(state, this.#index);
        else state.sp = getPair(state, this.#index);
        return;
      case 2:
      case 4: {
        const target = this.fetchWord();
        state.memptr = target;
        if (!this.#isTrue(field)) return;
        if (low === 4) this.push(state.pc);
        state.pc = target;
        return;
      }
      case 3:
        this.#various(field);
        return;
      case 5: {
        if (!isOdd) {
          this.push(getPair(state, this.#pair(field >> 1, "af")));
          return;
        }
        const target = this.fetchWord();
        this.push(state.pc);
        this.#jump(target);
        return;
      }
      case 6:
        this.#apply(flags.arithmetic(field, state.a, this.fetch(), state.f));
        return;
      default:
        this.push(state.pc);
        this.#jump(field * 8);
        return;
    }
  }

  #jump(target: number): void {
    this.state.pc = target;
    this.state.memptr = target;
  }

  #exchangeAll(): void {
    const { state } = this;
    for (const pair of ["bc", "de", "hl"] as const) {
      const kept = getPair(state, pair);
      setPair(state, pair, state[`${pair}Prime`]);
      state[`${pair}Prime`] = kept;
    }
  }

  /** JP, OUT (n),A, IN A,(n), EX (SP),HL, EX DE,HL, DI, EI. */
  #various(field: number): void {
    const { state, bus } = this;
    if (field === 0) this.#jump(this.fetchWord());
    if (field === 2) {
      const port = this.fetch();
      bus.out(state.a * 256 + port, state.a);
      state.memptr = state.a * 256 + ((port + 1) & 0xff);
    }
    if (field === 3) {
      const port = state.a * 256 + this.fetch();
      state.a = bus.in(port);
      state.memptr = (port + 1) & 0xffff;
    }
    if (field === 4) {
      const onStack = this.readWord(state.sp);
      this.writeWord(state.sp, getPair(state, this.#index));
      setPair(state, this.#index, onStack);
      state.memptr = onStack;
    }
    if (field === 5) {
      // HL itself also behind DD and FD
      const de = getPair(state, "de");
      setPair(state, "de", getPair(state, "hl"));
      setPair(state, "hl", de);
    }
    if (field >= 6) {
      state.iff1 = field - 6;
      state.iff2 = field - 6;
    }
  }

  /** CB, and DD CB d and FD CB d: shifts, BIT, RES and SET. With an index the result goes to a register too. */
  #bits(): void {
    const { state, bus } = this;
    const isIndexed = this.#index !== "hl";
    const address = this.#address();
    const opcode = isIndexed ? this.fetch() : this.#fetchOpcode();
    const [group, field, low] = [opcode >> 6, (opcode >> 3) & 7, opcode & 7];
    const inMemory = isIndexed || low === MEMORY;
    const register = this.#byteName(low, true);
    const operand = inMemory ? bus.read(address) : state[register];
    if (group === 1) {
      state.f = flags.testBit(field, operand, inMemory ? state.memptr >> 8 : operand, state.f);
      return;
    }
    const mask = 1 << field;
    let value = group === 2 ? operand & ~mask : operand | mask;
    if (group === 0) {
      const shifted = flags.shift(field, operand, state.f);
      value = shifted.value;
      state.f = shifted.flags;
    }
    if (inMemory) bus.write(address, value);
    if (low !== MEMORY) state[register] = value;
  }
}
