; columns/macros.asm: macros that several files of this folder use.

; open_stream: points SP to an input's stream; interrupts are off until column_done.
; In:       HL -> low byte of the stream's address, in a page of INPUT_STREAMS
; Out:      DE -> its high byte, HL -> stream
; T-states: 32
open_stream macro
        ld e,(hl)
        inc h
        ld d,(hl)
        ex de,hl
        di
        ld sp,hl
        endm

; run_stream: opens an input's stream and runs it with a byte; then jumps to IX.
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

; start_layer: sets a layer's accumulators to its biases, by its loader (columns/loaders.asm).
; In:       IY -> layer, page = operand: the page of its accumulators' low bytes
; Out:      in the chains' registers H = page, D = 0 for chains that subtract words
; Destroys: IX, and what the loader destroys
; T-states: 74, or 86 if the operand is indexed, and those of the loader
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

; hide_last: begins a walk. It replaces the last neuron's byte by the sentinel: no sign, and an activation above 0.
; In:       HL -> last neuron's byte that has the sign
; Out:      L = 255, one before the first neuron; IX = resume; jumps to resume
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

; find_active: walks to the next neuron whose byte has no sign, and goes on at active.
; In:       HL -> byte of the neuron before, A = SIGN-1; count: neurons in a round of the loop
; Out:      HL -> byte of the active neuron
; Destroys: F
; T-states: 18 for each inactive neuron, and 5 more once a round
find_active macro count,active
.round:
        rept count-1
        inc l
        cp (hl)
        jr nc,active
        endm
        inc l
        cp (hl)
        jr c,.round
        endm

; show_last: ends a walk. The sentinel's stream leads here, without column_done. Puts the last neuron's byte back.
; In:       the chains' registers in use; in the walk's, C = page, L = last neuron
; Out:      the walk's registers in use; HL -> byte, A = byte. If the byte has the sign, jumps to layer_summed
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
