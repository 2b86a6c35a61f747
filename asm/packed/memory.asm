; packed/memory.asm: where the program of layout packed keeps what it works on.

INPUT_LOW:      equ (program_end+255)/256*256   ; activations of layer 1's inputs
INPUT_HIGH:     equ INPUT_LOW+256
QUERY_LOW:      equ INPUT_HIGH+256              ; layer 1's sums over the question
QUERY_HIGH:     equ QUERY_LOW+256
QUERY_SPARE:    equ QUERY_HIGH+256              ; takes carries out of high bytes
EVEN_LOW:       equ QUERY_SPARE+256             ; layers 1, 3, ...: accumulators, then outputs
EVEN_HIGH:      equ EVEN_LOW+256
EVEN_SPARE:     equ EVEN_HIGH+256
QUERY_COUNTS:   equ EVEN_LOW                    ; (QUERY_BUCKETS) the question's counts, if they lie apart: on both pages
ODD_LOW:        equ EVEN_SPARE+256              ; layers 2, 4, ...
ODD_HIGH:       equ ODD_LOW+256
ODD_SPARE:      equ ODD_HIGH+256
HANDLERS:       equ ODD_SPARE+256               ; (2 pages) addresses of handlers by their byte
HANDLERS_CODE:  equ HANDLERS+512
; 1024 weights of each of the four: 3 * 256 ones and 256 twos, of which each is two templates
HANDLERS_BYTES: equ 256*(1+4+HANDLER_END_BYTES)+1024*TEMPLATE_BYTES
line:           equ HANDLERS_CODE+HANDLERS_BYTES ; (MAX_QUESTION+2) for read_line
window:         equ line+2+MAX_QUESTION         ; the reply's last characters, lower case
reply_length:   equ window+CONTEXT_WINDOW       ; db: characters of the reply so far
STACK_BYTES:    equ 64
MEMORY_NEEDED:  equ reply_length+1+STACK_BYTES
