; macros.asm: macros that several parts of the engine use.
;
; Accumulators lie in pages of 256 bytes. HL points to a low byte: H is the page, L the neuron. The high byte lies one
; page above. Each macro for addition has a twin for subtraction: add_NAME and sub_NAME. Other macros take `add` or
; `sub` as an argument, and so need to be written only once.

; add_byte, sub_byte: adds E to the accumulator's low byte, or subtracts it.
; In:       HL -> low byte, E = byte
; Out:      if carry is set, add_step or sub_step must follow
; Destroys: A
; T-states: 18
add_byte macro
        ld a,(hl)
        add a,e
        ld (hl),a
        endm
sub_byte macro
        ld a,(hl)
        sub e
        ld (hl),a
        endm

; add_step, sub_step: increments or decrements the high byte, after a carry or borrow out of the low byte.
; In:       HL -> low byte
; Destroys: F except carry
; T-states: 19
add_step macro
        inc h
        inc (hl)
        dec h
        endm
sub_step macro
        inc h
        dec (hl)
        dec h
        endm

; add_word, sub_word: adds DE to the accumulator, or subtracts it.
; In:       HL -> low byte, DE = word
; Out:      HL -> high byte
; Destroys: AF
; T-states: 40
add_word macro
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        endm
sub_word macro
        ld a,(hl)
        sub e
        ld (hl),a
        inc h
        ld a,(hl)
        sbc a,d
        ld (hl),a
        endm

; shift_2: shifts an accumulator right by 2. It must not be negative.
; In:       high, A = accumulator (high byte in register high, low byte in A)
; Out:      high, A = accumulator >> 2; Z if its high byte is 0
; T-states: 24
shift_2 macro high
        srl high
        rra
        srl high
        rra
        endm

; times_31: multiplies a byte by 31, as each step of the hash does.
; In:       A = number, copy = a register that holds the same number
; Out:      A = 31 * number modulo 256
; Destroys: F
; T-states: 24
times_31 macro copy
        rept 5
        add a,a
        endm
        sub copy
        endm

; packed_weight: adds one weight of a byte, decoded bit by bit, times a byte to an accumulator. By the macros add_byte,
; add_step, sub_byte and sub_step of whoever uses it.
; In:       C = weights, the next in the top two bits; E = byte, HL -> low byte
; Out:      C shifted by two bits, L + 1
; Destroys: AF
; T-states: 39 for a weight of 0, 75 for +1, 76 for -1, 106 for -2; a carry adds 14 to 26
packed_weight macro
        sla c
        jr nc,.negative
        sla c
        jr nc,.next
        add_byte
        jr nc,.next
        add_step
        jr .next
.negative:
        sla c
        jr c,.minus
        sub_byte
        jr nc,.minus
        sub_step
.minus:
        sub_byte
        jr nc,.next
        sub_step
.next:
        inc l
        endm
