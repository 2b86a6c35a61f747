; columns.asm: the network by streams of columns, in which only what isn't zero costs anything.
;
; THE KERNEL. An input x that isn't zero adds x to the neurons whose weight is +1 and subtracts it from
; those with -1. Its column is a stream of words, made at the start (columns-expand.asm):
;
;       dw entry of the chain of additions      dw entry of the chain of subtractions
;       db index,index ...                      db index,index ...
;
; SP reads it. `ret` jumps to the first entry, which lies as many elements before its chain's end as there
; are indices. An element takes an index from BC, two of which came with one `pop bc`, and adds E to the low
; byte at HL; H is the page, L the index. The end of the chain is another `ret`, which jumps to the next entry;
; the end of the chain of subtractions (column_done) goes back to whoever wanted the column. No counter, no
; pointer and no test but for the carry: 34 T-states a product. See columns-add.asm for the carry.
; A weight of -2 is twice in the list of subtractions, and each of them borrows for itself.
;
; An x above 255 runs its column twice: its low byte on the page of low bytes, and its high byte on the page
; of high bytes, whose carries fall into a spare page.
;
; Layer 1 is different. Its question's half is the same for all characters of a reply. The context's counts
; are so small that a neuron's sum over them fits a byte (columns-question.asm), and so each n-gram's column
; runs as soon as it is hashed, through chains of `inc (hl)` and `dec (hl)`: 20 T-states a product.
;
; Accumulators of hidden layers stay as they are; x = acc >> 2 is computed when the next layer walks over
; them. The walk reads their high bytes and stops at those without a sign. It has no counter either: the
; last neuron's high byte is covered by a sentinel, which is positive and whose column is a single word that
; leads out of the walk, to where the last neuron's real value is looked at.
;
; INTERRUPTS. While SP reads a column, an interrupt would push its return address over the weights. So they
; are off within a column, usually for some 1,500 T-states, and on between columns, where SP points to a stack
; of its own. The worst that a model can do is a column of 256 weights of -2, all of which borrow: 33,000
; T-states, 8 ms at 4 MHz. If the machine runs with interrupts off, they stay off.
;
; Two register sets: the chains' (HL, E, BC) and the walk's, with `exx` where a column begins and ends. IX
; is where the walk goes on after a column, and IY the layer's entry.

; An entry of layer_table, which begins with layer 2:
LAYER_BIASES:   equ 0           ; dw: low bytes of the biases, then high bytes
LAYER_BLOCKS:   equ 2           ; db: their number in blocks of sixteen
LAYER_PAGE:     equ 3           ; db: page of its accumulators' low bytes
LAYER_STREAMS:  equ 4           ; db: page of its inputs' streams
LAYER_LAST:     equ 5           ; db: its last input
LAYER_LAST_STREAM: equ 6        ; dw: that one's stream
LAYER_STOP:     equ 8           ; dw: the sentinel's stream
LAYER_MORE:     equ 10          ; db: 1 if there are further layers
LAYER_MERGES:   equ 11          ; dw: what to do with its shared sums
LAYER_ENTRY:    equ 13          ; bytes of an entry

SIGN:           equ 80h

; run_network: every layer, from the window of the reply to the logits.
; Out:      H = page of the logits' low bytes
; Destroys: everything
run_network:
        ld (stack_at),sp
        ld hl,SUMS_START
        ld de,SUMS
        ld a,BLOCKS_1
        call copy_blocks
        exx
        ld h,SUMS/256
        exx
        ld ix,context_counted
        ld de,window
        ld bc,CONTEXT_WINDOW*256        ; B = characters from here on, C = 7 * place
context_place:
        ld (place_window),de
        ld (place),bc
        ld a,b
        cp CONTEXT_MAX_NGRAM
        jr c,context_longer
        ld b,CONTEXT_MAX_NGRAM
context_longer:
        ld a,c                  ; h = 31*h + character
        add a,a
        add a,a
        add a,a
        add a,a
        add a,a
        sub c
        ex de,hl
        add a,(hl)
        inc hl
        ex de,hl
        ld c,a
        or CONTEXT_BUCKETS      ; bucket 0 is input 128
        ld l,a
        ld h,INPUT_STREAMS/256
        ld a,(hl)
        inc h
        ld h,(hl)
        ld l,a
        di
        ld sp,hl
        exx
        ret
context_counted:
        djnz context_longer
        ld de,(place_window)
        inc de
        ld bc,(place)
        ld a,c
        add a,CONTEXT_POSITION_SEED
        ld c,a
        djnz context_place
        ld sp,(stack_at)
        if LAYERS-1
sums_done:
        include "columns-sums.asm"
        include "columns-walk.asm"
        else

; The only layer's outputs are the logits.
        ld l,0
        ld b,CHARSET_SIZE
logits_next:
        call sum_accumulator
        ld h,EVEN_LOW/256
        ld (hl),e
        inc h
        ld (hl),d
        inc l
        djnz logits_next
        ld h,EVEN_LOW/256
        endif
        ld b,CHARSET_SIZE
        call shift
network_done:
        ret

; sum_accumulator: a neuron of layer 1, in full.
; In:       L = neuron
; Out:      DE = accumulator; M if it is negative
; Destroys: A, F, H
sum_accumulator:
        ld h,SUMS/256
        ld a,(hl)
        push hl
        ld l,a
        rla
        sbc a,a
        ld h,a
        add hl,hl
        add hl,hl
        add hl,hl
        add hl,hl
        add hl,hl
        ex de,hl                ; 32 * sum
        pop hl
        ld h,OFFSET_LOW/256
        ld a,(hl)
        add a,e
        ld e,a
        inc h
        ld a,(hl)
        adc a,d
        ld d,a
        ret
        if LAYERS-1

; sum_activation: the same, shifted.
; In:       L = neuron
; Out:      D, A = activation if carry, else the neuron sleeps
; Destroys: F, E, H
sum_activation:
        call sum_accumulator
        ld a,e
        scf
        ccf
        ret m
        srl d
        rra
        srl d
        rra
        scf
        ret

; load_biases: a layer's accumulators start as its biases.
; In:       IY -> layer
; Out:      H' = page of the accumulators' low bytes
; Destroys: AF, BC, DE, HL
load_biases:
        ld l,(iy+LAYER_BIASES)
        ld h,(iy+LAYER_BIASES+1)
        ld d,(iy+LAYER_PAGE)
        call load_page
        ld a,(iy+LAYER_PAGE)
        exx
        ld h,a
        exx
        inc a
        ld d,a
load_page:
        ld e,0
        ld a,(iy+LAYER_BLOCKS)
        endif

; copy_blocks: A blocks of sixteen bytes from HL on to DE on; 17 T-states a byte.
; Out:      HL, DE behind them
; Destroys: AF, BC
copy_blocks:
        ldi
        ldi
        ldi
        ldi
        ldi
        ldi
        ldi
        ldi
        ldi
        ldi
        ldi
        ldi
        ldi
        ldi
        ldi
        ldi
        dec a
        jp nz,copy_blocks
        ret
