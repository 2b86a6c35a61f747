; columns/memory.asm: addresses of the variables and tables of layouts columns and small.
;
; The program file ends with the code that makes the streams, from prepare_code on, the coded weights and, after them, the
; biases. `prepare` first moves all but the code up, to PACKED, and the tables below take their
; place. Then it writes the columns' streams from STREAMS upwards, while it reads the coded weights above them.
; PACKED_LEAD (in model-equates.asm) is the smallest distance at which no stream overwrites a column before it is read.

        if BANNER=2
STACK_BYTES:    equ 96                  ; `prepare` calls put_character
        else
STACK_BYTES:    equ 64
        endif
PAGES_FROM:     equ prepare_code
PAGES:          equ (PAGES_FROM+255)/256*256
; WORK: the network's variables. None is in use while `prepare` runs, since the code that makes the streams lies here.
WORK:           equ PAGES
line:           equ WORK                ; (MAX_QUESTION+2) for read_line
window:         equ line+2+MAX_QUESTION         ; the reply's last characters, lower case
ngrams:         equ window+CONTEXT_WINDOW       ; (CONTEXT_WINDOW, 3) inputs of the n-grams that end at a position
reply_length:   equ ngrams+3*CONTEXT_WINDOW     ; db: characters of the reply so far
sums_page:      equ reply_length+1              ; db: the page of sums in use
last_sign:      equ sums_page+1                 ; db: the last neuron's byte, while the sentinel takes its place
last_high:      equ last_sign+1                 ; db: high byte of the last activation, still to be added
stack_at:       equ last_high+1                 ; dw: the caller's SP, while columns use SP
trigrams_left:  equ stack_at+2                  ; db: trigrams that the question's sums still have room for
text_left:      equ trigrams_left+1             ; db: characters of the text still to come
text_at:        equ text_left+1                 ; dw: address of the next one
known_at:       equ text_at+2                   ; dw: the next byte of the first known reply that is still possible
known_left:     equ known_at+2                  ; db: how many still are
known_page:     equ known_left+1                ; db: page of the outputs to choose from
INTERRUPT_BYTES: equ 80                 ; what interrupts may push
INTERRUPT_STACK: equ WORK+256           ; SP between columns
ODD_LOW:        equ INTERRUPT_STACK     ; accumulators of every second layer in layer_table (ODD_LAYERS of them)
ODD_HIGH:       equ ODD_LOW+256
ODD_SPARE:      equ ODD_HIGH+256        ; carries out of high bytes go here and don't count
EVEN_LOW:       equ ODD_SPARE+256       ; accumulators of the first, the third, ...; those of the question
EVEN_HIGH:      equ EVEN_LOW+256
EVEN_SPARE:     equ EVEN_HIGH+256
        if QUERY_AT_ONCE
UPPER_HALVES:   equ EVEN_SPARE+256      ; handlers (columns/query.asm)
LOWER_HALVES:   equ UPPER_HALVES+256
QUERY_SUMS:     equ LOWER_HALVES+256    ; (QUERY_NEURONS) layer 1's sums over the question's trigrams, signed
REMAINDER:      equ QUERY_SUMS          ; not in use at the same time
        else
REMAINDER:      equ EVEN_SPARE+256      ; (SUM_NEURONS) 1 to 8: output = 8 * sum + this
        endif
AFTER_REMAINDER: equ REMAINDER+256
        if HEAD_REPLIES
SUMS:           equ AFTER_REMAINDER     ; none of these, if nothing joins
        else
        if ODD_LAYERS || SUM_NEURONS > 256-INTERRUPT_BYTES
OFFSET_LOW:     equ AFTER_REMAINDER     ; (SUM_NEURONS) accumulator = offset + 32 * sum
        else
OFFSET_LOW:     equ ODD_LOW             ; only the question part uses these pages, before; and interrupts the end of ODD_SPARE
        endif
OFFSET_HIGH:    equ OFFSET_LOW+256
SUMS_START:     equ OFFSET_HIGH+256     ; (SUM_NEURONS) initial values of the sums, signed
        if ODD_LAYERS || SUM_NEURONS > 256-INTERRUPT_BYTES
SUMS:           equ SUMS_START+256      ; (SUM_PAGES, SUM_NEURONS) sums by length of the reply
        else
SUMS:           equ AFTER_REMAINDER
        endif
        endif
WORK_END:       equ SUMS+256*SUM_PAGES
INPUT_LOW:      equ ODD_LOW             ; the question's activations
INPUT_HIGH:     equ ODD_HIGH
; Layer 1's accumulators, if its columns are added at once:
        if HEAD_REPLIES || JOIN_2
QUESTION_LOW:   equ ODD_LOW
        else
QUESTION_LOW:   equ EVEN_LOW
        endif
QUESTION_HIGH:  equ QUESTION_LOW+256
; While `prepare` writes the streams, behind its code:
RUN_TABLE:      equ WORK+(packed_weights-prepare_code+255)/256*256     ; (256) addresses of runs: low bytes, high bytes
PLUS:           equ RUN_TABLE+512       ; (256) indices of a column's weights +1
MINUS:          equ PLUS+256            ; (264) indices of its -1; and of its -2, twice, if these have no own list
TWOS:           equ MINUS+264           ; (256) indices of its -2
RUN_PATH:       equ PLUS                ; while runs are made: a path's code
; For each chain (elements + 1) words: the address to enter it at, by the number of elements to run
ADD_ENTRIES:    equ TWOS+256
SUB_ENTRIES:    equ ADD_ENTRIES+2*CROSS_ELEMENTS*ADD_SEGMENTS+2
INC_ENTRIES:    equ SUB_ENTRIES+2*CROSS_ELEMENTS*SUB_SEGMENTS+2
DEC_ENTRIES:    equ INC_ENTRIES+2*STRAIGHT_ELEMENTS*INC_SEGMENTS+2
TWOS_ENTRIES:   equ DEC_ENTRIES+2*STRAIGHT_ELEMENTS*DEC_SEGMENTS+2
DEC_TWOS_ENTRIES: equ TWOS_ENTRIES+2*WIDE_ELEMENTS*TWOS_SEGMENTS+2
WIDE_ADD_ENTRIES: equ DEC_TWOS_ENTRIES+2*STRAIGHT_ELEMENTS*DEC_TWOS_SEGMENTS+2
        if WIDE_LAYERS
WIDE_SUB_ENTRIES: equ WIDE_ADD_ENTRIES+2*WIDE_ELEMENTS*WIDE_ADD_SEGMENTS+2
ENTRIES_END:    equ WIDE_SUB_ENTRIES+2*WIDE_ELEMENTS*WIDE_SUB_SEGMENTS+2
        else
ENTRIES_END:    equ WIDE_ADD_ENTRIES
        endif
CODE_COUNTS:    equ (ENTRIES_END+255)/256*256   ; layout small: (CODE_LENGTHS) codes of each length
CODE_ENDS:      equ CODE_COUNTS+256+1   ; (CODE_LENGTHS) symbols of this length or shorter
CODE_SYMBOLS:   equ CODE_COUNTS+512     ; (256)
        if LAYOUT_SMALL
GATHER_END:     equ CODE_SYMBOLS+256
        else
GATHER_END:     equ ENTRIES_END
        endif

GATHER_PAGES:   equ (GATHER_END+255)/256*256

; What stays from here on: INPUT_STREAMS, (STREAM_TABLES) tables, may lie in WORK_PAGES.
STREAM_TABLE:   equ 512         ; bytes of a layer's table: low bytes of its inputs' stream addresses, then high bytes
        if WORK_END > GATHER_PAGES
LASTING:        equ WORK_END
        else
LASTING:        equ GATHER_PAGES
        endif
        if WORK_PAGES && STREAM_TABLES*STREAM_TABLE <= WORK_BYTES
INPUT_STREAMS:  equ WORK_PAGES
ADD_CHAIN:      equ LASTING
        else
INPUT_STREAMS:  equ LASTING
ADD_CHAIN:      equ INPUT_STREAMS+STREAM_TABLES*STREAM_TABLE
        endif
SUB_CHAIN:      equ ADD_CHAIN+ADD_SEGMENTS*CROSS_BYTES
INC_CHAIN:      equ SUB_CHAIN+SUB_SEGMENTS*CROSS_BYTES
DEC_CHAIN:      equ INC_CHAIN+INC_SEGMENTS*STRAIGHT_BYTES+ENDING_BYTES
ADD_STUBS:      equ DEC_CHAIN+DEC_SEGMENTS*STRAIGHT_BYTES+ENDING_BYTES
SUB_STUBS:      equ ADD_STUBS+ADD_SEGMENTS*CROSS_ELEMENTS/2*STUB_BYTES
INC_STUBS:      equ SUB_STUBS+SUB_SEGMENTS*CROSS_ELEMENTS/2*STUB_BYTES
DEC_STUBS:      equ INC_STUBS+INC_SEGMENTS*STRAIGHT_ELEMENTS/2*STUB_BYTES
TWOS_CHAIN:     equ DEC_STUBS+DEC_SEGMENTS*STRAIGHT_ELEMENTS/2*STUB_BYTES
DEC_TWOS_CHAIN: equ TWOS_CHAIN+TWOS_SEGMENTS*WIDE_BYTES+ENDING_BYTES
TWOS_STUBS:     equ DEC_TWOS_CHAIN+DEC_TWOS_SEGMENTS*DEC_TWOS_BYTES+ENDING_BYTES
DEC_TWOS_STUBS: equ TWOS_STUBS+TWOS_SEGMENTS*WIDE_ELEMENTS/2*DOUBLING_STUBS_BYTES
STUBS_END:      equ DEC_TWOS_STUBS+DEC_TWOS_SEGMENTS*STRAIGHT_ELEMENTS/2*STUB_BYTES
; column_done at the end of a chain:
SUB_DONE:       equ SUB_CHAIN+(SUB_SEGMENTS-1)*CROSS_BYTES+sub_slot-sub_segment
DEC_DONE:       equ DEC_CHAIN+DEC_SEGMENTS*STRAIGHT_BYTES
        if WIDE_LAYERS
WIDE_SUB_DONE:  equ WIDE_SUB_CHAIN+WIDE_SUB_SEGMENTS*WIDE_BYTES
WIDE_ADD_CHAIN: equ STUBS_END
WIDE_SUB_CHAIN: equ WIDE_ADD_CHAIN+WIDE_ADD_SEGMENTS*WIDE_BYTES+ENDING_BYTES
WIDE_ADD_STUBS: equ WIDE_SUB_CHAIN+WIDE_SUB_SEGMENTS*WIDE_BYTES+ENDING_BYTES
WIDE_SUB_STUBS: equ WIDE_ADD_STUBS+WIDE_ADD_SEGMENTS*WIDE_ELEMENTS/2*STUB_BYTES
LOADERS:        equ WIDE_SUB_STUBS+WIDE_SUB_SEGMENTS*WIDE_ELEMENTS/2*STUB_BYTES
        else
LOADERS:        equ STUBS_END
        endif
LOADERS_END:    equ LOADERS+LOADERS_BYTES
; While `prepare` reads columns, the code of runs lies where chains and loaders are made afterwards.
RUNS:           equ ADD_CHAIN
        if RUNS+RUNS_BYTES > LOADERS_END
stream_at:      equ RUNS+RUNS_BYTES             ; dw: while `prepare` writes streams, the end of the last one
        else
stream_at:      equ LOADERS_END
        endif
bits_at:        equ stream_at+2                 ; dw: next byte of start_bits
bits_left:      equ bits_at+2                   ; db: bits left of the byte before
run_number:     equ bits_left+1                 ; dw: the next run's entry in RUN_TABLE
run_at:         equ run_number+2                ; dw: where its code goes
loader_pair:    equ run_at+2                    ; dw: while `prepare` writes a loader, what HL will hold in it
STREAMS:        equ loader_pair+2
PACKED:         equ STREAMS+PACKED_LEAD
MEMORY_NEEDED:  equ STREAMS+STREAMS_ROOM+STACK_BYTES
