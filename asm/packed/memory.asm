; packed/memory.asm: addresses of the variables and tables of layouts packed and tight.

HANDLERS_CODE:  equ program_end
HANDLER_LEAST:  equ 1+4+HANDLER_END_BYTES       ; bytes of the shortest handler, that of four zero weights
HANDLERS_BYTES: equ HANDLERS_MADE*HANDLER_LEAST+HANDLERS_TEMPLATES*TEMPLATE_BYTES
PAGES_FROM:     equ HANDLERS_CODE+HANDLERS_BYTES
PAGES:          equ (PAGES_FROM+255)/256*256

; There are two blocks of pages: from QUERY_LOW on and from ODD_LOW on. The first may lie in WORK_PAGES.
        if WORK_PAGES
QUERY_LOW:      equ WORK_PAGES                  ; the question's sums in the layer that the context joins
ODD_LOW:        equ PAGES                       ; accumulators, then outputs, of the layers between
        else
QUERY_LOW:      equ PAGES
ODD_LOW:        equ QUERY_LOW+WORK_BYTES
        endif
QUERY_HIGH:     equ QUERY_LOW+256
QUERY_SPARE:    equ QUERY_HIGH+256              ; carries out of high bytes go here and don't count
EVEN_LOW:       equ QUERY_SPARE+256             ; accumulators, then outputs, of that layer, the second after it, ...
EVEN_HIGH:      equ EVEN_LOW+256
EVEN_SPARE:     equ EVEN_HIGH+256
HANDLERS:       equ EVEN_SPARE+256              ; (2 pages) addresses of the handlers, by byte of weights
ODD_HIGH:       equ ODD_LOW+256
ODD_SPARE:      equ ODD_HIGH+256
window:         equ ODD_SPARE+256               ; the reply's last characters, lower case
reply_length:   equ window+CONTEXT_WINDOW       ; db: characters of the reply so far
        if HEAD_REPLIES || UNSURE || KNOWN_REPLIES
text_left:      equ reply_length+1              ; db: characters of the text still to come
text_at:        equ text_left+1                 ; dw: address of the next one
known_at:       equ text_at+2                   ; dw: the next byte of the first known reply that is still possible
known_left:     equ known_at+2                  ; db: how many still are
known_page:     equ known_left+1                ; db: page of the outputs to choose from
VARIABLES_END:  equ known_page+1
        else
VARIABLES_END:  equ reply_length+1
        endif
STACK_BYTES:    equ 64
MEMORY_NEEDED:  equ VARIABLES_END+STACK_BYTES

; These share memory with what is needed at other times: the context's inputs are read before the next layer is
; computed, and the question is read before anything is added to high bytes.
INPUT_LOW:      equ ODD_LOW                     ; activations of the context's inputs, and of the question's in the same page
INPUT_HIGH:     equ ODD_HIGH
line:           equ QUERY_SPARE                 ; (MAX_QUESTION+2) for read_line

; Accumulators, then outputs, of layer 1 while the question is read, if its columns are added at once.
        if JOIN_2
QUESTION_LOW:   equ ODD_LOW
        elseif HEAD_REPLIES
QUESTION_LOW:   equ EVEN_LOW
        else
QUESTION_LOW:   equ QUERY_LOW
        endif
