; columns/columns.asm: the network by streams of columns, in which only what isn't zero costs anything.
;
;   columns.asm     this map, the method, and run_network
;   macros.asm      steps of several files
;   sums.asm        the walk over layer 1's sums, and
;   walk.asm        over each later layer's accumulators, that runs the columns
;   context.asm     the reply so far, in layer 1's sums
;   question.asm    the question, in layer 1's sums
;   query.asm       the question's columns from packed weights, where their streams have no room
;   merge.asm       sums that two neurons share are added to both
; and at the start:
;   expand.asm      packed weights become streams
;   decode.asm      layout small: packed weights from their Huffman code
;   shared-sums.asm weights that two neurons have in common go to a sum of their own
;   chains.asm      the chains that streams run through, made of
;   segments.asm    their segments
;   loaders.asm     routines that set accumulators to their biases
;   memory.asm      where all this lies
;
; THE KERNEL. An input x that isn't zero adds x to the neurons whose weight is +1 and subtracts it from
; those with -1. Its column is a stream of words, made at the start (columns/expand.asm):
;
;       dw entry of the chain of additions      dw entry of the chain of subtractions
;       db index,index ...                      db index,index ...
;
; with a list for those with -2 before them, if they are worth one: its chain subtracts 2x.
;
; SP reads it. `ret` jumps to the first entry, which lies as many elements before its chain's end as there
; are indices. An element takes an index from BC, two of which came with one `pop bc`, and adds E to the low
; byte at HL; H is the page, L the index. The end of the chain is another `ret`, which jumps to the next entry;
; the end of the chain of subtractions (column_done) goes back to whoever wanted the column. No counter, no
; pointer and no test but for the carry: 34 T-states a product. See columns/segments.asm for the carry.
; Where fewer than TWOS_LEAST weights of a column are -2, each is twice in the list of subtractions.
;
; An x above 255 runs its column twice: its low byte on the page of low bytes, and its high byte on the page
; of high bytes, whose carries fall into a spare page. Layers whose inputs are often so large have chains that
; add both bytes at once instead (wide_segment in columns/segments.asm).
;
; SHARED SUMS. Neurons have weights in common. Where it pays, two of them leave those to a further accumulator,
; which is added to both at the end of the layer (columns/merge.asm): every fourth product is saved. Which pairs
; the build has found by asking the network ordinary questions, and counting which inputs wake.
;
; LAYER 1 is different. Its question's half is the same for all characters of a reply. The context's counts
; are so small that a neuron's sum over them fits a byte (columns/question.asm), and so an n-gram's column runs
; through chains of `inc (hl)` and `dec (hl)`: 20 T-states a product. N-grams of blanks are done once a question
; (columns/context.asm).
;
; THE WALK. Accumulators of hidden layers stay as they are; x = acc >> 2 is computed when the next layer walks
; over them. The walk reads their high bytes and stops at those without a sign. It has no counter either: the
; last neuron's high byte is covered by a sentinel, which is positive and whose column is a single word that
; leads out of the walk, to where the last neuron's real value is looked at. A layer's own accumulators start
; as biases, pushed by a routine that was made for them (columns/loaders.asm).
;
; INTERRUPTS. While SP reads a column, an interrupt would push its return address over the weights. So they
; are off within a column, usually for some 1,500 T-states, and on between columns, where SP points to a stack
; of its own. The worst that a model can do is a column of 256 weights of -1, all of which borrow: 16,000
; T-states, 4 ms at 4 MHz. The merges of a layer are one more such stretch, of 129 T-states each, 33,000 at
; most, or 8 ms. If the machine runs with interrupts off, they stay off, and columns end 14 T-states sooner.
;
; Two register sets: the chains' (HL, DE, BC) and the walk's, with `exx` where a column begins and ends. IX
; is where the walk goes on after a column, and IY the layer's entry.

; An entry of layer_table, which begins with layer 2:
LAYER_LOADER:   equ 0           ; dw: -> its biases, and once the program has started, its loader
LAYER_PAIRS:    equ 2           ; db: pairs of neurons
LAYER_ZEROS:    equ 3           ; db: pairs of accumulators behind them, which start at 0
LAYER_PAGE:     equ 4           ; db: page of its accumulators' low bytes
LAYER_STREAMS:  equ 5           ; db: page of its inputs' streams
LAYER_LAST:     equ 6           ; db: its last input
LAYER_LAST_STREAM: equ 7        ; dw: that one's stream
LAYER_STOP:     equ 9           ; dw: the sentinel's stream
LAYER_MORE:     equ 11          ; db: 1 if there are further layers
LAYER_MERGES:   equ 12          ; dw: what to do with its shared sums
LAYER_LARGE:    equ 14          ; dw: where walk_large jumps: walk_bytes, or walk_wide if chains add two bytes
LAYER_ENTRY:    equ 16          ; bytes of an entry

; layer: an entry. biases: place behind the packed weights' beginning; page: of its accumulators' low bytes, as an
; address; before: layers before it.
layer macro biases,pairs,zeros,page,before,last,stop,more,merges,large
        dw 65535&(PACKED+biases)
        db pairs,zeros,page/256,(INPUT_STREAMS+before*STREAM_TABLE)/256,last
        dw 0,stop
        db more
        dw merges,large
        endm

SIGN:           equ 80h

        include "columns/macros.asm"

; run_network: every layer, from the window of the reply to the charset's entry.
; Out:      A = index
; Destroys: everything
run_network:
        call context_add
        ld (stack_at),sp
        ld a,(sums_page)
        ld c,a                  ; C = page of layer 1's sums
        if LAYERS-1
sums_done:
        include "columns/sums.asm"
        include "columns/walk.asm"
        else

; The only layer's accumulators, as argmax takes them.
        ld l,0
        ld b,CHARSET_SIZE
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
        endif
network_done:                   ; H = page of the accumulators' low bytes, high bytes a page above
        include "argmax.asm"

; sum_accumulator: a neuron of layer 1, in full.
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
        if LAYERS-1

; sum_activation: the same, shifted.
; In:       L = neuron, C = page of sums
; Out:      D, A = activation if carry, else the neuron sleeps
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

BLOCKS_1:       equ (OUTPUTS_1+BLOCK-1)/BLOCK

; copy_blocks: BLOCKS_1 blocks of BLOCK bytes, one for each neuron of layer 1, from HL on to DE on.
; Out:      HL, DE behind them
; Destroys: AF, BC
; T-states: 17 a byte
copy_blocks:
        ld a,BLOCKS_1
copy_block:
        rept BLOCK
        ldi
        endm
        dec a
        jp nz,copy_block
        ret
