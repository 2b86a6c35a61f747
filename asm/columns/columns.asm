; columns/columns.asm: the network as streams of columns. Zero weights and zero inputs take no time. Layouts columns and
; small.
;
;   columns.asm     this map, the method, and run_network
;   macros.asm      macros that several files use
;   sums.asm        the walk over the sums of the layer that the context joins, which runs the next layer's columns
;   walk.asm        the walk over any other layer's accumulators, which runs the next layer's columns
;   context.asm     the reply so far, in these sums
;   question.asm    the question, in these sums
;   query.asm       layer 1's columns for the question as packed weights, if there is no room for their streams
;   merge.asm       adds each shared sum to its two neurons
;   endings.asm     how columns end
;   packed-column.asm columns that stay packed, where memory is short
;   prepare.asm     what `prepare` runs:
;   expand.asm        makes the columns' streams
;   runs.asm          reads weights from the code in which the file has them
;   decode.asm        layout small: a Huffman code of that
;   chains.asm        makes the chains, the code that streams run through
;   segments.asm      the segments that chains are made of
;   loaders.asm       makes routines that set accumulators to their biases
;   memory.asm      addresses of all tables and variables
;
; THE KERNEL. A non-zero input x is added to the neurons whose weight is +1 and subtracted from those with -1.
; Its column is a stream of words, which `prepare` writes (columns/expand.asm):
;
;       dw entry of the chain of additions      dw entry of the chain of subtractions
;       db index,index ...                      db index,index ...
;
; A list of the neurons with -2 comes first if the column has TWOS_LEAST of them or more; its chain subtracts 2x. If it
; has fewer, each is in the list of subtractions twice.
;
; SP reads the stream. `ret` jumps to the first entry. An entry is the address in a chain from which as many elements
; follow as the list has indices. Each element takes one index and adds E to the low byte at HL: H is the page, L the
; index. One `pop bc` fetches two indices. The chain ends with another `ret`, which jumps to the next entry; the chain
; of subtractions ends with column_done, which jumps to IX. There is no counter, no pointer and no test except for the
; carry: a product takes 34 T-states. See columns/segments.asm for the carry.
;
; If x is above 255, its column runs twice: the low byte is added to the page of low bytes, then the high byte to the
; page of high bytes, whose carries go to a spare page. Layers whose inputs are often above 255 have chains that add
; both bytes at once instead (wide_segment in columns/segments.asm).
;
; SHARED SUMS. Neurons have weights in common. Where it saves time, two neurons leave these weights to a further
; accumulator, a shared sum, which is added to both at the end of the layer (columns/merge.asm). This saves every
; fourth product. The build finds the pairs: it asks the network ordinary questions and counts how often each input is
; active, which means not zero.
;
; THE LAYER THAT THE CONTEXT JOINS, layer 1 or layer 2, is different. What its other inputs add is the same for all
; characters of a reply. The context's counts are so small that a neuron's sum over them fits a byte
; (columns/question.asm). So an n-gram's column runs through chains of `inc (hl)` and `dec (hl)`, at 20 T-states a
; product. N-grams of blanks are added once a question (columns/context.asm).
;
; THE WALK. Accumulators of hidden layers stay unshifted; x = acc >> 2 is computed when the next layer walks
; over them. The walk reads their high bytes and stops at those without a sign, the active neurons. It needs no counter:
; a sentinel replaces the last neuron's high byte. It is positive, and its column is a single word that leads out of
; the walk, to code that handles the last neuron's real value. A layer's own accumulators start as its biases, pushed
; by a routine that was made for them (columns/loaders.asm).
;
; INTERRUPTS. While SP reads a column, an interrupt would push its return address over the weights. So interrupts
; are off within a column, usually for some 1,500 T-states, and on between columns, when SP points to a stack
; for them. The longest column possible has 256 weights of -1, all of which borrow: 16,000 T-states, 4 ms at 4 MHz.
; Interrupts are also off during the merges of a layer: 129 T-states each, 33,000 at most, or 8 ms. If the machine runs
; with interrupts off, they stay off, and each column takes 14 T-states less.
;
; REGISTERS. The chains use one set (HL, DE, BC) and the walk the other, with `exx` where a column begins and ends. IX
; is the address where the walk goes on after a column. IY points to the layer's entry.

; An entry of layer_table: a layer whose inputs are walked over. The table begins with the layer after the one that the
; context joins; if that is layer 2, the last entry, question_entry, is layer 2 with layer 1's activations as inputs. If
; nothing joins, it begins with layer 2, and question_entry is the first.
LAYER_LOADER:   equ 0           ; dw: address of its biases; after `prepare`, of its loader
LAYER_PAIRS:    equ 2           ; db: pairs of neurons
LAYER_ZEROS:    equ 3           ; db: pairs of further accumulators, which start at 0
LAYER_PAGE:     equ 4           ; db: page of its accumulators' low bytes
LAYER_STREAMS:  equ 5           ; db: page of its inputs' streams
LAYER_LAST:     equ 6           ; db: its last input
LAYER_LAST_STREAM: equ 7        ; dw: stream of the last input
LAYER_STOP:     equ 9           ; dw: the sentinel's stream
LAYER_MORE:     equ 11          ; db: 1 if there are further layers
LAYER_MERGES:   equ 12          ; dw: stream of its merges
LAYER_LARGE:    equ 14          ; dw: where walk_large jumps: walk_bytes, or walk_wide if chains add two bytes at once
LAYER_ENTRY:    equ 16          ; bytes of an entry

; layer: writes an entry. biases: their offset from the packed weights; page: address of its accumulators' page of low
; bytes; table: index of its inputs' table of streams.
layer macro biases,pairs,zeros,page,table,last,stop,more,merges,large
        dw 65535&(PACKED+biases)
        db pairs,zeros,page/256,(INPUT_STREAMS+table*STREAM_TABLE)/256,last
        dw 0,stop
        db more
        dw merges,large
        endm

SIGN:           equ 80h

        include "columns/macros.asm"

; prepare: makes streams, chains and loaders. It must run once, before all other routines.
; Destroys: AF, BC, DE, HL, IX, IY, BC', DE', HL'
prepare:
        ld a,i                  ; P/V is 1 (pe) if interrupts are on
        jp pe,prepare_streams
        ld a,i                  ; an interrupt during `ld a,i` makes P/V 0, so look twice
        jp pe,prepare_streams
        ld hl,column_done       ; interrupts are off: leave them off
        call leave_off
        if LAYOUT_READY
        ld hl,SUB_DONE          ; the chains are made already
        call leave_off
        ld hl,DEC_DONE
        call leave_off
        if WIDE_LAYERS
        ld hl,WIDE_SUB_DONE
        call leave_off
        endif
prepare_streams:
        ret
        else
prepare_streams:
        if QUERY_AT_ONCE
        call make_streams
        jp make_halves          ; they go where make_streams was
        else
        jp make_streams
        endif
        endif

; leave_off: makes column_done, or its copy at HL, a column_quiet. Destroys: BC, DE, HL.
leave_off:
        ex de,hl
        ld hl,column_quiet
        ld bc,column_quiet_end-column_quiet
        ldir
        ret

; run_network: computes all layers from the one that the context joins, or all after layer 1 if nothing joins.
; Out:      as argmax: A = index of the largest output
; Destroys: everything
run_network:
        if HEAD_REPLIES
        ld (stack_at),sp
        if WALKS
        ld iy,question_entry-LAYER_ENTRY
        ld c,QUESTION_HIGH/256
        jp walk_layer
        include "columns/walk.asm"
        else
        ld h,QUESTION_LOW/256
        endif
        else
        call context_add
        ld (stack_at),sp
        ld a,(sums_page)
        ld c,a                  ; C = page of sums
        if LATER_LAYERS
sums_done:
        include "columns/sums.asm"
        include "columns/walk.asm"
        else

; There are no later layers: write the accumulators where argmax reads them.
        ld l,0
        ld b,OUTPUTS
logits_next:
        call sum_accumulator
        ld h,EVEN_LOW/256
        ld (hl),e
        inc h
        ld a,d
        xor SIGN
        ld (hl),a
        inc l
        djnz logits_next
        ld h,EVEN_LOW/256
        if WALKS
        jp network_done
        include "columns/walk.asm"
        endif
        endif
        endif
network_done:                   ; H = page of the accumulators' low bytes (high bytes a page above)
        include "argmax.asm"

        if HEAD_REPLIES=0

; sum_accumulator: computes a neuron's full accumulator from its sum.
; In:       L = neuron, C = page of sums
; Out:      DE = accumulator; M if it is negative
; Destroys: A, F, H
; T-states: 144
sum_accumulator:
        ld h,c
        ld a,(hl)
        push hl
        times_32
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
        if LATER_LAYERS

; sum_activation: computes a neuron's activation from its sum.
; In:       L = neuron, C = page of sums
; Out:      carry: D, A = activation (high byte, low byte); no carry: the neuron is inactive
; Destroys: F, E, H
sum_activation:
        call sum_accumulator
        ld a,e
        scf
        ccf
        ret m
        shift_2 d
        scf
        ret
        endif

SUM_BLOCKS:     equ (SUM_NEURONS+BLOCK-1)/BLOCK

; copy_blocks: copies SUM_BLOCKS blocks of BLOCK bytes, which hold one byte for each sum.
; In:       HL -> source, DE -> destination
; Out:      HL, DE -> after them
; Destroys: AF, BC
; T-states: 17 a byte
copy_blocks:
        ld a,SUM_BLOCKS
copy_block:
        rept BLOCK
        ldi
        endm
        dec a
        jp nz,copy_block
        ret
        endif
