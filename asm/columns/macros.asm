; columns/macros.asm: steps that several files of this folder are written with.

; open_stream: points SP to an input's stream, with interrupts off until column_done.
; In:       HL -> low byte of the stream's address, in a page of INPUT_STREAMS
; Out:      DE -> its high byte, HL = stream
; T-states: 32
open_stream macro
        ld e,(hl)
        inc h
        ld d,(hl)
        ex de,hl
        di
        ld sp,hl
        endm

; run_stream: opens an input's stream and runs it with a byte; goes on at IX.
; In:       A = byte, B = page of the inputs' streams, L = input
; Destroys: what the column destroys, and DE and H of the walk's set
; T-states: 58
run_stream macro
        ld h,b
        open_stream
        ex de,hl
        exx
        ld e,a
        ret
        endm

; start_layer: has the layer's loader (columns/loaders.asm) set its accumulators to biases.
; In:       IY -> layer, page = page of its accumulators' low bytes, as an operand
; Out:      in the chains' set H = page, D = 0 for chains that subtract words
; Destroys: IX, and what the loader destroys
; T-states: 74, or 86 if the operand is indexed, and the loader's
start_layer macro page
        ld ix,.loaded
        ld l,(iy+LAYER_LOADER)
        ld h,(iy+LAYER_LOADER+1)
        jp (hl)
.loaded:
        ld h,page
        ld d,0
        exx
        endm

; hide_last: begins a walk. The sentinel takes the last neuron's place: no sign, and an activation that isn't 0.
; In:       HL -> last neuron's byte that has the sign
; Out:      L = 255, one before the first neuron; IX = resume, where the program goes on
; Destroys: A
; T-states: 63
hide_last macro resume
        ld a,(hl)
        ld (last_sign),a
        ld (hl),1
        ld ix,resume
        ld l,255
        jr resume
        endm

; find_awake: walks to the next neuron that has no sign, and on at awake.
; In:       HL -> byte of the neuron before, A = SIGN-1; count: neurons a round
; Out:      HL -> byte of the neuron
; Destroys: F
; T-states: 18 for each neuron that sleeps, and 5 more for one of count
find_awake macro count,awake
.round:
        rept count-1
        inc l
        cp (hl)
        jr nc,awake
        endm
        inc l
        cp (hl)
        jr c,.round
        endm

; show_last: ends a walk, where the sentinel's stream leads without column_done. The last neuron's byte comes back.
; In:       the chains' set in use; in the walk's, C = page, L = last neuron
; Out:      the walk's set in use; HL -> byte, A = byte. Goes on at layer_summed if it has the sign
; Destroys: F
; T-states: 52
show_last macro
        ld sp,INTERRUPT_STACK
        exx
        ld a,(last_sign)
        ld h,c
        ld (hl),a
        or a
        jp m,layer_summed
        endm

; times_32: In: A = signed byte. Out: HL = 32 * A. Destroys: AF. T-states: 71.
times_32 macro
        ld l,a
        rla
        sbc a,a
        ld h,a
        rept 5
        add hl,hl
        endm
        endm
