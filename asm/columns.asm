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
; are off within a column (5,000 T-states at most for 128 products, usually 1,500), and on between columns,
; where SP points to a stack of its own. If the machine runs with interrupts off, they stay off.
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

; Layer 2's inputs are sums.
        ld iy,layer_table
        call load_biases
        ld hl,SUMS+OUTPUTS_1-1
        ld a,(hl)
        ld (last_sign),a
        ld (hl),1               ; a small sum, whose output isn't zero
        ld ix,sums_resume
        ld l,255
        jr sums_resume
sums_after_high:
        exx
        dec h
        exx
        ld ix,sums_resume
sums_resume:
        ld h,SUMS/256
        ld a,SIGN-1
sums_walk:
        inc l
        cp (hl)
        jr nc,sums_awake
        inc l
        cp (hl)
        jr nc,sums_awake
        inc l
        cp (hl)
        jr nc,sums_awake
        inc l
        cp (hl)
        jr nc,sums_awake
        inc l
        cp (hl)
        jr nc,sums_awake
        inc l
        cp (hl)
        jr c,sums_walk
sums_awake:
        ld a,(hl)
        cp SMALL_SUM
        jr nc,sums_large
        add a,a
        add a,a
        add a,a
        ld h,REMAINDER/256
        or (hl)                 ; A = activation
        jr z,sums_resume
sums_run:
        ld h,INPUT_STREAMS/256+2
        ld e,(hl)
        inc h
        ld d,(hl)
        ex de,hl
        di
        ld sp,hl
        ex de,hl
        exx
        ld e,a
        ret
sums_large:
        call sum_activation
        jr nc,sums_resume
        inc d
        dec d
        jr z,sums_one_byte
        rrca                    ; the low byte's turn comes when the walk comes here again
        rrca
        rrca
        and SMALL_SUM-1
        ld h,SUMS/256
        ld (hl),a
        ld a,d
        ld ix,sums_after_high
        ld h,INPUT_STREAMS/256+2
        jp run_high
sums_one_byte:
        or a
        jr nz,sums_run
        jr sums_resume
sums_last:
        ld sp,INTERRUPT_STACK   ; the sentinel's stream leaves without column_done
        exx
        ld a,(last_sign)
        ld h,SUMS/256
        ld (hl),a
        or a
        jp m,layer_summed
        call sum_activation
        jr nc,layer_summed
        jr last_activation

sums_stop:
        dw sums_last
walk_stop:
        dw walk_last

; run_high: starts the column of an activation's high byte; the walk comes to the same neuron again.
; In:       A = byte, H = page of the inputs' streams, L = input, IX = where to take the page back
run_high:
        ld e,(hl)
        inc h
        ld d,(hl)
        ex de,hl
        di
        ld sp,hl
        ex de,hl
        dec l
        exx
        inc h
        ld e,a
        ret

; last_activation: the last neuron's column, at once for low and high byte.
; In:       D, A = activation, IY -> layer
last_activation:
        ld hl,last_high
        ld (hl),d
        ld ix,last_upper
        or a
        jr nz,last_run
last_upper:
        ld hl,last_high
        ld a,(hl)
        or a
        jr z,layer_summed
        exx
        inc h
        exx
        ld ix,layer_summed
last_run:
        ld l,(iy+LAYER_LAST_STREAM)
        ld h,(iy+LAYER_LAST_STREAM+1)
        di
        ld sp,hl
        exx
        ld e,a
        ret

; All columns are done: shared sums go where they belong (columns-merge.asm).
layer_summed:
        ld l,(iy+LAYER_MERGES)
        ld h,(iy+LAYER_MERGES+1)
        ld ix,layer_merged
        di
        ld sp,hl
        exx
        ret
layer_merged:
        ld sp,(stack_at)
        ld a,(iy+LAYER_MORE)
        or a
        jr z,logits
layer_done:
        ld c,(iy+LAYER_PAGE)
        inc c                   ; C = page of high bytes to walk
        ld de,LAYER_ENTRY
        add iy,de
        push bc
        call load_biases
        pop bc
        ld b,(iy+LAYER_STREAMS)
        ld h,c
        ld l,(iy+LAYER_LAST)
        ld a,(hl)
        ld (last_sign),a
        ld (hl),1               ; an activation from 64 to 127
        ld ix,walk_resume
        ld l,255
        jr walk_resume
walk_after_high:
        exx
        dec h
        exx
        ld ix,walk_resume
walk_resume:
        ld h,c
        ld a,SIGN-1
walk:
        inc l
        cp (hl)
        jr nc,walk_awake
        inc l
        cp (hl)
        jr nc,walk_awake
        inc l
        cp (hl)
        jr nc,walk_awake
        inc l
        cp (hl)
        jr c,walk
walk_awake:
        ld e,(hl)
        dec h
        ld a,(hl)
        srl e
        rra
        srl e
        rra
        jr nz,walk_large        ; E, A = acc >> 2
        or a
        jr z,walk_resume
        ld h,b
        ld e,(hl)
        inc h
        ld d,(hl)
        ex de,hl
        di
        ld sp,hl
        ex de,hl
        exx
        ld e,a
        ret
walk_large:
        inc h
        ld a,(hl)
        and 3                   ; the low byte's turn comes when the walk comes here again
        ld (hl),a
        ld a,e
        ld ix,walk_after_high
        ld h,b
        jp run_high
walk_last:
        ld sp,INTERRUPT_STACK
        exx
        ld a,(last_sign)
        ld h,c
        ld (hl),a
        or a
        jp m,layer_summed
        ld d,a
        dec h
        ld a,(hl)
        srl d
        rra
        srl d
        rra
        jp last_activation

logits:
        ld h,(iy+LAYER_PAGE)
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
