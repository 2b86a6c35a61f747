; engine.asm: the network. It turns a question into a reply, one character at a time. It makes no system calls.
;
;       call prepare            ; once, before anything else
;       ld hl,question          ; its text, without blanks at either end (trimmed)
;       ld b,length             ; 1 to MAX_QUESTION
;       call reply_start
; next: call reply_next         ; A = a character, while carry is set
;       jr nc,done
;       ...                     ; print it; any register may be destroyed
;       jr next
;
; All three routines destroy all registers: both sets, IX and IY. They use at most STACK_BYTES of the caller's stack.
; In layouts columns and small, SP points into lists of weights most of the time. If interrupts were on when `prepare`
; was called, these layouts turn them off and on again (columns/columns.asm); if they were off, they stay off. Layouts
; packed and tight leave interrupts alone. Between calls, the caller must not change the engine's memory (memory.asm).
;
;   encode/     text to activations: the question, by the network's encoder, and the reply so far
;   columns/    layouts columns and small: the network as lists of its non-zero weights
;   packed/     layouts packed and tight: the network as two-bit weights
;   argmax.asm  from the last layer's accumulators to a character
;   macros.asm  macros that several files use

        include "macros.asm"

; reply_start: computes what all characters of a reply have in common, and clears the reply so far.
; In:       HL -> question, trimmed; B = its length, 1 to MAX_QUESTION
; Destroys: everything
reply_start:
        call encode_query
        call query_half
        jp context_start

; reply_next: computes the reply's next character.
; Out:      carry: A = character; no carry: the reply has ended
; Destroys: everything else
reply_next:
        ld a,(reply_length)
        cp MAX_REPLY
        ret nc
        if LAYOUT_COLUMNS-1
        call encode_context
        endif
        call run_network
answer_pick:
        cp CHARSET_SIZE-1
        ret nc                  ; the last entry ends the reply
        ld e,a
        ld d,0
        ld hl,charset
        add hl,de
        ld a,(hl)
        scf
        jp context_append

        include "encode/encode.asm"
        if LAYOUT_COLUMNS
        include "columns/columns.asm"
        include "columns/context.asm"
        include "columns/merge.asm"
        include "columns/question.asm"
        if QUERY_PACKED
        include "columns/query.asm"
        endif
        include "columns/expand.asm"
        include "columns/shared-sums.asm"
        if LAYOUT_SMALL
        include "columns/decode.asm"
        endif
        include "columns/chains.asm"
        include "columns/loaders.asm"
        include "columns/segments.asm"
        else
        include "packed/layers.asm"
        include "packed/handlers.asm"
        endif
