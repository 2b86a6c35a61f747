; packed/layers.asm: dense layers of 2-bit weights, computed column by column. Layouts packed and tight.
;
;   layers.asm      this map, the method, and the code that runs the layers
;   tables.asm      the table of layers
;   query.asm       the question in layer 1, if its inputs don't share a page with the context's
;   handlers.asm    a piece of code for each byte of four weights, written by `prepare`
;   any.asm         layout tight: one routine for all bytes without a handler
;   memory.asm      addresses of all tables and variables
;
; A column holds the weights from one input to every neuron, four to a byte, the first in the top two
; bits, coded w + 2: 00 = -2, 01 = -1, 10 = 0, 11 = +1. Most inputs are zero; they take only the step to
; the next column. Accumulators are in memory: neuron n's low byte at page + n, its high byte one page
; above. So one register holds an index, and a page holds 256 neurons.
;
; The context joins layer 1 or layer 2 (JOIN_2). What this layer's other columns add up to is the same for every character
; of a reply, so it is summed once a question, into the page QUERY_LOW. The order of additions doesn't matter, because
; sums are modulo 2^16.
;
; If an activation is above 255, its column runs twice: the low byte is added to the page of low bytes, then the high
; byte to the page of high bytes. So a product is the addition of one byte, and carries are rare.

; query_half: computes what all characters of a reply have in common. If layer 1's columns were added at once, that is
; done already where the context joins layer 1; where it joins layer 2, layer 1's activations go through layer 2.
; Destroys: AF, BC, DE, HL, IX, IY, BC', DE', HL'
query_half:
        if QUERY_AT_ONCE
        if JOIN_2
        ld ix,layer_table
        ld h,QUESTION_LOW/256
        ld b,(ix+LAYER_OUTPUTS)
        call shift_relu
layer_1_done:
        ld de,LAYER_ENTRY
        add ix,de
        ld d,QUERY_LOW/256
        call load_biases
        exx
        ld de,QUESTION_LOW
        ld iy,weights_2
        ld b,0                  ; stays 0
        ld c,(ix+LAYER_BYTES)
        exx
        ld h,QUERY_LOW/256
        ld b,255&(QUERY_NEURONS)
        jp add_columns
        else
        ret
        endif
        else
        ld ix,layer_table
        ld d,QUERY_LOW/256
        call load_biases
        exx
        ld de,INPUT_LOW
        ld iy,(layer_table+LAYER_WEIGHTS)
        ld b,0                  ; stays 0
        ld c,(ix+LAYER_BYTES)
        exx
        ld h,QUERY_LOW/256
        ld b,QUERY_BUCKETS
        jp add_columns
        endif

; run_network: computes all layers from the one that the context joins, or all after layer 1 if nothing joins.
; Out:      as argmax: A = index of the largest output
; Destroys: F, BC, DE, HL, IX, IY, BC', DE', HL'
run_network:
        if HEAD_REPLIES
        ld ix,layer_table
        ld h,QUESTION_LOW/256
        ld de,LAYERS
        push de
        else
        ld hl,QUERY_LOW
        ld de,EVEN_LOW
        ld bc,512
        ldir
        ld ix,layer_table+JOIN_2*LAYER_ENTRY
        exx
        ld de,INPUT_LOW+CONTEXT_FIRST
        ld iy,CONTEXT_COLUMNS
        ld b,0                  ; stays 0
        ld c,(ix+LAYER_BYTES)
        exx
        ld h,EVEN_LOW/256
        ld b,CONTEXT_BUCKETS
        ld c,LAYERS-JOIN_2
        push bc
        call add_columns
        endif
run_activate:
        ld b,(ix+LAYER_OUTPUTS)
        pop de                  ; E = layers left, including this one
        dec e
        jr z,network_done
        push de
        call shift_relu
layer_done:
        ld de,LAYER_ENTRY
        add ix,de
        ld a,255&(EVEN_LOW/256+ODD_LOW/256)
        sub h
        ld d,a                  ; this layer's accumulators: the other pair of pages
        push hl
        call load_biases
        pop hl
        ld d,h                  ; the last layer's outputs are this one's inputs
        push de
        exx
        pop de
        ld e,0
        ld l,(ix+LAYER_WEIGHTS)
        ld h,(ix+LAYER_WEIGHTS+1)
        push hl
        pop iy
        ld c,(ix+LAYER_BYTES)
        exx
        ld h,a
        ld b,(ix+LAYER_INPUTS)
        call add_columns
        jr run_activate
network_done:                   ; H = page of the accumulators' low bytes (high bytes a page above)
        include "argmax.asm"

; load_biases: sets a layer's accumulators to its biases.
; In:       IX -> entry of the layer, D = page of the accumulators' low bytes
; Destroys: F, BC, DE, HL
load_biases:
        ld l,(ix+LAYER_BIASES)
        ld h,(ix+LAYER_BIASES+1)
        call load_page
        inc d
load_page:
        ld c,(ix+LAYER_OUTPUTS)
        ld b,0
        ld e,b
        inc c                   ; 0 means 256
        dec c
        jr nz,load_copy
        inc b
load_copy:
        push de
        ldir
        pop de
        ret

; add_columns: accumulators += weights * activations, modulo 2^16.
; In:       H = page of the accumulators' low bytes, B = number of inputs (0: 256),
;           DE' -> low byte of the first activation (high bytes a page above), IY -> its column,
;           C' = bytes of a column, B' = 0
; Out:      H unchanged
; Destroys: AF, BC, DE, L, DE', HL', IY
add_columns:
        exx
        ld a,(de)
        ld l,a
        inc d
        ld a,(de)
        ld h,a
        dec d
        inc e
        or l
        jr z,next_column        ; most activations are zero
        push hl
        exx
        pop de                  ; DE = activation
        ld a,e
        or a
        call nz,run_column
        ld a,d
        or a
        jr z,column_added
        ld e,a                  ; add its high byte to the high bytes; their carries go to the spare page
        inc h
        call run_column
        dec h
column_added:
        exx
next_column:
        add iy,bc
        exx
        djnz add_columns
        ret

; run_column: adds a column times a byte to accumulators. Each byte of weights has a handler (packed/handlers.asm).
; In:       E = byte, H = page of accumulators, IY -> column, C' = number of its bytes
; Out:      B' = 0
; Destroys: AF, C, L, HL'
; T-states: 72 for each byte of weights, and those of its handler
run_column:
        ld l,0
        exx
        push de
        push iy
        pop de
        ld b,c
column_byte:
        ld a,(de)
        inc de
        ld l,a
        ld h,HANDLERS/256
        ld a,(hl)
        inc h
        ld h,(hl)
        ld l,a
        jp (hl)
bytes_done:
        pop de
        exx
        ret

; shift_relu: y = max(0, acc >> 2), in place.
; In:       H = page of the accumulators' low bytes, B = number of neurons (0: 256)
; Out:      H unchanged
; Destroys: AF, B, D, L
shift_relu:
        ld l,0
relu_next:
        inc h
        ld a,(hl)
        or a
        jp m,relu_negative
        ld d,a
        dec h
        ld a,(hl)
        shift_2 d
        ld (hl),a
        inc h
        ld (hl),d
        dec h
        inc l
        djnz relu_next
        ret
relu_negative:
        xor a
        ld (hl),a
        dec h
        ld (hl),a
        inc l
        djnz relu_next
        ret
