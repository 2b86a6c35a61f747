/**
 * The Z80's instructions, as a data book prints them: the one table that encoder, listing, disassembler
 * and tests derive from. form.ts expands a row into its concrete forms.
 *
 * A row is `syntax | bytes | T-states | flags`.
 *   bytes     two hex digits: that byte; eight bits: 0, 1 and field letters;
 *             n: a byte operand; nn: a word operand, low byte first; d: index displacement; e: relative jump
 *   T-states  one number, or taken/not taken (a repeating instruction: repeating/last round)
 *   flags     -       documented by Zilog
 *             undoc   works on every NMOS Z80, but Zilog doesn't document it
 *             alias   another spelling; the disassembler never writes it
 *             mirror  other bytes for the same instruction, which no syntax reaches; only disassembled
 *
 * Operands and their fields:
 *   r s      b c d e h l a     fields rrr, sss          q        b c d e a (no h, l), field qqq
 *   x        ix iy, field x    u v   ixh ixl iyh iyl, fields x and u, v (0 high half, 1 low half)
 *   dd       bc de hl sp       field dd                 ss       bc de sp, field ss (no hl)
 *   pp       bc de hl af       field pp
 *   cc       nz z nc c po pe p m, field ccc             kk       nz z nc c, field kk
 *   b        bit 0 to 7, field bbb                      t        restart 0, 8, … 38h, field ttt
 *   im       interrupt mode 0 1 2, field mm             I R      the registers i and r
 *   zzz yyy  fields of a mirror that may have any value
 *   alu      add adc sub sbc and xor or cp, field ooo   rot      rlc rrc rl rr sla sra sll srl, field ooo
 */
export const INSTRUCTION_SET = `
ld r,s            | 01rrrsss              | 4     | -
ld r,n            | 00rrr110 n            | 7     | -
ld r,(hl)         | 01rrr110              | 7     | -
ld (hl),r         | 01110rrr              | 7     | -
ld (hl),n         | 36 n                  | 10    | -
ld u,q            | 11x11101 0110uqqq     | 8     | undoc
ld q,u            | 11x11101 01qqq10u     | 8     | undoc
ld u,v            | 11x11101 0110u10v     | 8     | undoc
ld u,n            | 11x11101 0010u110 n   | 11    | undoc
ld r,(x+d)        | 11x11101 01rrr110 d   | 19    | -
ld (x+d),r        | 11x11101 01110rrr d   | 19    | -
ld (x+d),n        | 11x11101 36 d n       | 19    | -
ld a,(bc)         | 0A                    | 7     | -
ld a,(de)         | 1A                    | 7     | -
ld a,(nn)         | 3A nn                 | 13    | -
ld (bc),a         | 02                    | 7     | -
ld (de),a         | 12                    | 7     | -
ld (nn),a         | 32 nn                 | 13    | -
ld a,I            | ED 57                 | 9     | -
ld a,R            | ED 5F                 | 9     | -
ld I,a            | ED 47                 | 9     | -
ld R,a            | ED 4F                 | 9     | -

ld dd,nn          | 00dd0001 nn           | 10    | -
ld x,nn           | 11x11101 21 nn        | 14    | -
ld hl,(nn)        | 2A nn                 | 16    | -
ld ss,(nn)        | ED 01ss1011 nn        | 20    | -
ld hl,(nn)        | ED 6B nn              | 20    | mirror
ld x,(nn)         | 11x11101 2A nn        | 20    | -
ld (nn),hl        | 22 nn                 | 16    | -
ld (nn),ss        | ED 01ss0011 nn        | 20    | -
ld (nn),hl        | ED 63 nn              | 20    | mirror
ld (nn),x         | 11x11101 22 nn        | 20    | -
ld sp,hl          | F9                    | 6     | -
ld sp,x           | 11x11101 F9           | 10    | -
push pp           | 11pp0101              | 11    | -
push x            | 11x11101 E5           | 15    | -
pop pp            | 11pp0001              | 10    | -
pop x             | 11x11101 E1           | 14    | -

ex de,hl          | EB                    | 4     | -
ex hl,de          | EB                    | 4     | alias
ex af,af'         | 08                    | 4     | -
ex af,af          | 08                    | 4     | alias
exx               | D9                    | 4     | -
ex (sp),hl        | E3                    | 19    | -
ex hl,(sp)        | E3                    | 19    | alias
ex (sp),x         | 11x11101 E3           | 23    | -
ex x,(sp)         | 11x11101 E3           | 23    | alias
ldi               | ED A0                 | 16    | -
ldir              | ED B0                 | 21/16 | -
ldd               | ED A8                 | 16    | -
lddr              | ED B8                 | 21/16 | -
cpi               | ED A1                 | 16    | -
cpir              | ED B1                 | 21/16 | -
cpd               | ED A9                 | 16    | -
cpdr              | ED B9                 | 21/16 | -

alu s             | 10ooosss              | 4     | -
alu n             | 11ooo110 n            | 7     | -
alu (hl)          | 10ooo110              | 7     | -
alu u             | 11x11101 10ooo10u     | 8     | undoc
alu (x+d)         | 11x11101 10ooo110 d   | 19    | -
inc r             | 00rrr100              | 4     | -
inc (hl)          | 34                    | 11    | -
inc u             | 11x11101 0010u100     | 8     | undoc
inc (x+d)         | 11x11101 34 d         | 23    | -
dec r             | 00rrr101              | 4     | -
dec (hl)          | 35                    | 11    | -
dec u             | 11x11101 0010u101     | 8     | undoc
dec (x+d)         | 11x11101 35 d         | 23    | -

daa               | 27                    | 4     | -
cpl               | 2F                    | 4     | -
neg               | ED 44                 | 8     | -
neg               | ED 01yyy100           | 8     | mirror
ccf               | 3F                    | 4     | -
scf               | 37                    | 4     | -
nop               | 00                    | 4     | -
halt              | 76                    | 4     | -
di                | F3                    | 4     | -
ei                | FB                    | 4     | -
im im             | ED 010mm110           | 8     | -
im im             | ED 011mm110           | 8     | mirror
im 0              | ED 4E                 | 8     | mirror
im 0              | ED 6E                 | 8     | mirror

add hl,dd         | 00dd1001              | 11    | -
adc hl,dd         | ED 01dd1010           | 15    | -
sbc hl,dd         | ED 01dd0010           | 15    | -
add x,ss          | 11x11101 00ss1001     | 15    | -
add x,x           | 11x11101 29           | 15    | -
inc dd            | 00dd0011              | 6     | -
inc x             | 11x11101 23           | 10    | -
dec dd            | 00dd1011              | 6     | -
dec x             | 11x11101 2B           | 10    | -

rlca              | 07                    | 4     | -
rla               | 17                    | 4     | -
rrca              | 0F                    | 4     | -
rra               | 1F                    | 4     | -
rot s             | CB 00ooosss           | 8     | -
rot (hl)          | CB 00ooo110           | 15    | -
rot (x+d)         | 11x11101 CB d 00ooo110 | 23   | -
rot (x+d),s       | 11x11101 CB d 00ooosss | 23   | undoc
rld               | ED 6F                 | 18    | -
rrd               | ED 67                 | 18    | -

bit b,s           | CB 01bbbsss           | 8     | -
bit b,(hl)        | CB 01bbb110           | 12    | -
bit b,(x+d)       | 11x11101 CB d 01bbb110 | 20   | -
bit b,(x+d)       | 11x11101 CB d 01bbbzzz | 20   | mirror
set b,s           | CB 11bbbsss           | 8     | -
set b,(hl)        | CB 11bbb110           | 15    | -
set b,(x+d)       | 11x11101 CB d 11bbb110 | 23   | -
set b,(x+d),s     | 11x11101 CB d 11bbbsss | 23   | undoc
res b,s           | CB 10bbbsss           | 8     | -
res b,(hl)        | CB 10bbb110           | 15    | -
res b,(x+d)       | 11x11101 CB d 10bbb110 | 23   | -
res b,(x+d),s     | 11x11101 CB d 10bbbsss | 23   | undoc

jp nn             | C3 nn                 | 10    | -
jp cc,nn          | 11ccc010 nn           | 10    | -
jp (hl)           | E9                    | 4     | -
jp hl             | E9                    | 4     | alias
jp (x)            | 11x11101 E9           | 8     | -
jp x              | 11x11101 E9           | 8     | alias
jr e              | 18 e                  | 12    | -
jr kk,e           | 001kk000 e            | 12/7  | -
djnz e            | 10 e                  | 13/8  | -
call nn           | CD nn                 | 17    | -
call cc,nn        | 11ccc100 nn           | 17/10 | -
ret               | C9                    | 10    | -
ret cc            | 11ccc000              | 11/5  | -
reti              | ED 4D                 | 14    | -
retn              | ED 45                 | 14    | -
retn              | ED 01yyy101           | 14    | mirror
rst t             | 11ttt111              | 11    | -

in a,(n)          | DB n                  | 11    | -
in r,(c)          | ED 01rrr000           | 12    | -
in f,(c)          | ED 70                 | 12    | undoc
in (c)            | ED 70                 | 12    | alias
ini               | ED A2                 | 16    | -
inir              | ED B2                 | 21/16 | -
ind               | ED AA                 | 16    | -
indr              | ED BA                 | 21/16 | -
out (n),a         | D3 n                  | 11    | -
out (c),r         | ED 01rrr001           | 12    | -
out (c),0         | ED 71                 | 12    | undoc
outi              | ED A3                 | 16    | -
otir              | ED B3                 | 21/16 | -
outd              | ED AB                 | 16    | -
otdr              | ED BB                 | 21/16 | -
`;
