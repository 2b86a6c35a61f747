; packed/memory.asm: addresses of the variables and tables of layouts packed and tight.

HANDLERS_CODE:  equ program_end
HANDLER_LEAST:  equ 1+4+HANDLER_END_BYTES       ; bytes of the shortest handler, that of four zero weights
HANDLERS_BYTES: equ HANDLERS_MADE*HANDLER_LEAST+HANDLERS_TEMPLATES*TEMPLATE_BYTES
PAGES_FROM:     equ HANDLERS_CODE+HANDLERS_BYTES
PAGES:          equ (PAGES_FROM+255)/256*256

; There are two blocks of pages: from QUERY_LOW on and from ODD_LOW on. The first may lie in WORK_PAGES.
        if WORK_PAGES
QUERY_LOW:      equ WORK_PAGES                  ; layer 1's sums over the question
ODD_LOW:        equ PAGES                       ; accumulators, then outputs, of layers 2, 4, ...
        else
QUERY_LOW:      equ PAGES
ODD_LOW:        equ QUERY_LOW+WORK_BYTES
        endif
QUERY_HIGH:     equ QUERY_LOW+256
QUERY_SPARE:    equ QUERY_HIGH+256              ; carries out of high bytes go here and don't count
EVEN_LOW:       equ QUERY_SPARE+256             ; accumulators, then outputs, of layers 1, 3, ...
EVEN_HIGH:      equ EVEN_LOW+256
EVEN_SPARE:     equ EVEN_HIGH+256
HANDLERS:       equ EVEN_SPARE+256              ; (2 pages) addresses of the handlers, by byte of weights
ODD_HIGH:       equ ODD_LOW+256
ODD_SPARE:      equ ODD_HIGH+256
window:         equ ODD_SPARE+256               ; the reply's last characters, lower case
reply_length:   equ window+CONTEXT_WINDOW       ; db: characters of the reply so far
STACK_BYTES:    equ 64
MEMORY_NEEDED:  equ reply_length+1+STACK_BYTES

; These share memory with what is needed at other times: layer 1's inputs are read before layer 2 is computed, and the
; question is read before its columns are added.
INPUT_LOW:      equ ODD_LOW                     ; activations of layer 1's inputs
INPUT_HIGH:     equ ODD_HIGH
QUERY_COUNTS:   equ EVEN_LOW                    ; (QUERY_BUCKETS) the question's counts, if they lie apart: two pages
line:           equ QUERY_SPARE                 ; (MAX_QUESTION+2) for read_line
