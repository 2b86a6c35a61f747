; columns-memory.asm: where the program of layout columns keeps what it works on.
;
; The packed weights are the end of the file. At the start they move up, to PACKED, and everything below
; takes the place where they lay. The columns' streams then grow from STREAMS upwards while the packed
; weights are used up in front of them, with PACKED_LEAD (of model-equates.asm) just enough of a lead.

STACK_BYTES:    equ 64
PAGES:          equ (packed_weights+255)/256*256
; (2 pages) a layer: the address of each input's stream, low bytes, then high bytes
INPUT_STREAMS:  equ PAGES
; What the network works on; all of it is free while the streams are made.
WORK:           equ INPUT_STREAMS+LAYERS*512
SUMS:           equ WORK                ; layer 1: (outputs) context's sums, signed, on top of SUMS_START
REMAINDER:      equ SUMS+256            ; layer 1: (outputs) three low bits of the outputs
ODD_LOW:        equ REMAINDER+256       ; accumulators of layers 3, 5, ...
ODD_HIGH:       equ ODD_LOW+256
ODD_SPARE:      equ ODD_HIGH+256        ; takes carries out of high bytes
EVEN_LOW:       equ ODD_SPARE+256       ; accumulators of layers 2, 4, ...; layer 1's for the question
EVEN_HIGH:      equ EVEN_LOW+256
EVEN_SPARE:     equ EVEN_HIGH+256
SUMS_START:     equ EVEN_SPARE+256      ; layer 1: (outputs) what SUMS starts as
OFFSET_LOW:     equ SUMS_START+256      ; layer 1: (outputs) accumulator = offset + 32 * sum
OFFSET_HIGH:    equ OFFSET_LOW+256
INPUT_LOW:      equ ODD_LOW             ; the question's activations
INPUT_HIGH:     equ ODD_HIGH
; While the streams are made:
PLUS:           equ WORK                ; (256) indices of a column's weights +1
MINUS:          equ PLUS+256            ; (512) of -1, and twice of -2
ADD_ENTRIES:    equ MINUS+512           ; (elements + 1) words: a chain's entry by the number of elements to do
SUB_ENTRIES:    equ ADD_ENTRIES+2*CHAIN_SEGMENT*ADD_SEGMENTS+2
INC_ENTRIES:    equ SUB_ENTRIES+2*CHAIN_SEGMENT*SUB_SEGMENTS+2
COLUMN:         equ MINUS+448           ; (64) layout small: a packed column; it is read before indices come here
DEC_ENTRIES:    equ INC_ENTRIES+2*CHAIN_SEGMENT*INC_SEGMENTS+2

ADD_CHAIN:      equ WORK+WORK_BYTES
SUB_CHAIN:      equ ADD_CHAIN+ADD_SEGMENTS*ADD_SEGMENT_BYTES+ENDING_BYTES
SUB_CHAIN_END:  equ SUB_CHAIN+SUB_SEGMENTS*SUB_SEGMENT_BYTES
INC_CHAIN:      equ SUB_CHAIN+SUB_SEGMENTS*SUB_SEGMENT_BYTES+ENDING_BYTES
DEC_CHAIN:      equ INC_CHAIN+INC_SEGMENTS*INC_SEGMENT_BYTES+ENDING_BYTES
ADD_STUBS:      equ DEC_CHAIN+DEC_SEGMENTS*DEC_SEGMENT_BYTES+ENDING_BYTES
SUB_STUBS:      equ ADD_STUBS+ADD_SEGMENTS*STUBS_BYTES
INC_STUBS:      equ SUB_STUBS+SUB_SEGMENTS*STUBS_BYTES
DEC_STUBS:      equ INC_STUBS+INC_SEGMENTS*STUBS_BYTES
line:           equ DEC_STUBS+DEC_SEGMENTS*STUBS_BYTES  ; most characters, number read, characters
window:         equ line+2+MAX_QUESTION         ; the reply's last characters, lower case
characters_left: equ window+CONTEXT_WINDOW       ; db
last_sign:      equ characters_left+1           ; db: what the sentinel stands in for
last_high:      equ last_sign+1                 ; db: high byte of the last activation, still to be done
place:          equ last_high+1                 ; db: n-grams of this place in the window, 7 * place
place_window:   equ place+2                     ; dw: -> its first character
stack_at:       equ place_window+2              ; dw: SP outside of the network
stream_at:      equ stack_at+2                  ; dw: while streams are made, the end of the last one
coded_at:       equ stream_at+2                 ; dw: layout small: next byte of coded weights
coded_bits:     equ coded_at+2                  ; db: what is left of the one before
INTERRUPT_STACK: equ coded_bits+1+STACK_BYTES   ; SP between columns
STREAMS:        equ INTERRUPT_STACK
PACKED:         equ STREAMS+PACKED_LEAD
MEMORY_NEEDED:  equ STREAMS+STREAMS_ROOM+STACK_BYTES    ; SP starts below the BDOS
