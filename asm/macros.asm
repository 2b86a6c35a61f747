; macros.asm: steps that several parts of the engine are written with.
;
; Accumulators lie in pages: the low byte at HL, where H is the page and L the neuron, its high byte a page above.
; Macros for additions and for subtractions have the same names but for `add` and `sub`, so that others, which are
; written once for both, take that word as an argument.

; add_byte, sub_byte: the accumulator's low byte plus or minus E.
; In:       HL -> low byte, E = byte
; Out:      carry: add_step or sub_step must follow
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

; add_step, sub_step: carry or borrow of the low byte steps the high byte up or down.
; In:       HL -> low byte
; Destroys: F but for carry
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

; add_word, sub_word: the accumulator plus or minus DE.
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

; shift_2: acc >> 2 of an accumulator that isn't negative.
; In:       high, A = accumulator
; Out:      high, A = shifted; Z: high is 0
; T-states: 24
shift_2 macro high
        srl high
        rra
        srl high
        rra
        endm

; times_31: the step of a hash, in a byte.
; In:       A = number, copy = register with the same
; Out:      A = 31 * number modulo 256
; Destroys: F
; T-states: 24
times_31 macro copy
        rept 5
        add a,a
        endm
        sub copy
        endm
