; layers.asm: dense layers of 2-bit weights, walked column by column.
;
; A column holds the weights from one input to every neuron, four to a byte, the first in the top two
; bits, coded w + 2: 00 = -2, 01 = -1, 10 = 0, 11 = +1. An input that is zero, as most are, costs only
; the step to the next column. Accumulators live in memory: neuron n's low byte at page + n, its high
; byte a page above, so that an index is one register and a page is full at 256 neurons.
;
; The question's half of layer 1 is the same for every character of a reply, so it is summed once;
; a sum modulo 2^16 doesn't mind its order.

; An entry of layer_table:
LAYER_WEIGHTS:  equ 0           ; dw: first column
LAYER_BIASES:   equ 2           ; dw: low bytes of the biases, then high bytes
LAYER_INPUTS:   equ 4           ; db: 1 to 255, 0 for 256
LAYER_OUTPUTS:  equ 5           ; db: the same
LAYER_BYTES:    equ 6           ; db: bytes of a column, 1 to 64
LAYER_ENTRY:    equ 7           ; bytes of an entry

ZERO_WEIGHTS:   equ 10101010b   ; a byte of four zero weights

; query_half: layer 1's biases and the question's columns, into the page QUERY_LOW.
; Destroys: AF, BC, DE, HL, IX, AF', BC', DE', HL'
query_half:
        ld ix,layer_table
        ld d,QUERY_LOW/256
        call load_biases
        exx
        ld de,INPUT_LOW
        ld hl,(layer_table+LAYER_WEIGHTS)
        ld a,(layer_table+LAYER_BYTES)
        ld c,a
        exx
        ld h,QUERY_LOW/256
        ld b,QUERY_BUCKETS
        jp add_columns

; run_network: every layer, from the context's activations to the logits.
; Out:      H = page of the logits' low bytes
; Destroys: AF, BC, DE, L, IX, BC', DE', HL'
run_network:
        ld hl,QUERY_LOW
        ld de,EVEN_LOW
        ld bc,512
        ldir
        ld ix,layer_table
        exx
        ld de,INPUT_LOW+QUERY_BUCKETS
        ld hl,CONTEXT_COLUMNS
        ld c,(ix+LAYER_BYTES)
        exx
        ld h,EVEN_LOW/256
        ld b,CONTEXT_BUCKETS
        ld c,LAYERS
        push bc
        call add_columns
run_activate:
        ld b,(ix+LAYER_OUTPUTS)
        pop de                  ; E = layers left, this one among them
        dec e
        push de
        jr z,run_last
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
        ld c,(ix+LAYER_BYTES)
        exx
        ld h,a
        ld b,(ix+LAYER_INPUTS)
        call add_columns
        jr run_activate
run_last:
        pop de
        call shift
network_done:
        ret

; load_biases: a layer's accumulators start as its biases.
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
        inc c                   ; 0 stands for 256
        dec c
        jr nz,load_copy
        inc b
load_copy:
        push de
        ldir
        pop de
        ret

; add_columns: accumulators += weights * activations, modulo 2^16.
; In:       H = page of the accumulators' low bytes, B = inputs (0: 256),
;           DE' -> low byte of the first activation (high bytes a page above), HL' -> its column,
;           C' = bytes of a column
; Out:      H as it was
; Destroys: AF, BC, DE, L, B', DE', HL'
add_columns:
        exx
        ld a,(de)
        exx
        ld e,a
        exx
        inc d
        ld a,(de)
        dec d
        inc e
        exx
        ld d,a                  ; DE = activation
        or e
        jr z,skip_column
        ld l,0
        exx
        ld b,c
        exx
column_byte:
        exx
        ld a,(hl)
        inc hl
        exx
        cp ZERO_WEIGHTS
        jr z,skip_byte
        ld c,a
column_weight:
        sla c
        jr nc,weight_negative
        sla c
        jr nc,weight_next
        ld a,(hl)               ; +1
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        dec h
weight_next:
        inc l
        ld a,l
        and 3
        jr nz,column_weight
column_next:
        exx
        dec b
        exx
        jr nz,column_byte
        djnz add_columns
        ret

skip_byte:
        inc l
        inc l
        inc l
        inc l
        jr column_next

skip_column:
        exx
        ld b,0
        add hl,bc
        exx
        djnz add_columns
        ret

weight_negative:
        sla c
        jr c,weight_minus_one
        ld a,(hl)               ; -2: subtract twice, each with its own borrow
        sub e
        ld (hl),a
        inc h
        ld a,(hl)
        sbc a,d
        ld (hl),a
        dec h
weight_minus_one:
        ld a,(hl)
        sub e
        ld (hl),a
        inc h
        ld a,(hl)
        sbc a,d
        ld (hl),a
        dec h
        jr weight_next

; shift_relu: y = max(0, acc >> 2), in place.
; In:       H = page of the accumulators' low bytes, B = neurons (0: 256)
; Out:      H as it was
; Destroys: AF, B, DE, L
shift_relu:
        ld l,0
relu_next:
        inc h
        ld d,(hl)
        dec h
        ld e,(hl)
        bit 7,d
        jr z,relu_positive
        ld de,0
relu_positive:
        srl d
        rr e
        srl d
        rr e
        ld (hl),e
        inc h
        ld (hl),d
        dec h
        inc l
        djnz relu_next
        ret
